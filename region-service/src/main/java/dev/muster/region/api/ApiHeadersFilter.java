package dev.muster.region.api;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/// Headers that clients of the MAAS API look for on every response: `Vary`, and a type even where there is no body.
@Provider
class ApiHeadersFilter implements ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION);
        if (response.getHeaderString(HttpHeaders.CONTENT_TYPE) == null) {
            response.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8");
        }
    }
}
