cat >{{name}} <<'end-of-{{name}}'
{{content}}
end-of-{{name}}
