package dev.muster.region.preseed;

import io.quarkus.qute.Engine;
import io.quarkus.qute.IfSectionHelper;
import io.quarkus.qute.LoopSectionHelper;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.ValueResolver;
import io.quarkus.qute.ValueResolvers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// A text of Qute with `{name}` where values go in, or `{name.shell}`, `{name.yaml}` and `{name.json}` where they
/// are quoted: see [Quoting]. Of Qute's sections it may have `{#for}` and `{#if}`; nothing in it includes other
/// files, calls a method or asks for anything that is not given to it.
///
/// A value of many lines takes the indentation of its place on each of them, so that a script fits into a
/// YAML block.
final class Template {
    /// Quoting itself is [TemplatePlaces]', which knows the value's name.
    private static final ValueResolver QUOTED = ValueResolver.builder()
            .applyToBaseClass(String.class)
            .appliesTo(context -> Quoting.named(context.getName()).isPresent())
            .resolveSync(context -> context.getBase())
            .build();

    private final String name;
    private final String text;
    private final io.quarkus.qute.Template parsed;

    /// @param name for what is said of it
    /// @throws IllegalStateException naming file, line and a place that none of `names` fills, or whose quoting is
    ///     not known: the start fails, not a machine
    Template(String name, String text, TemplateNames names) {
        this.name = name;
        this.text = text;
        var source = new TemplateSource(name, text);
        var places = new TemplatePlaces();
        source.check();
        this.parsed = parsed(source, text, names, places);
        new TemplateCheck(source, names).check(parsed.getRootNode());
        places.learn(parsed.getRootNode());
    }

    /// Reads a template from the class path.
    ///
    /// @param path from the root of the class path, no slash in front
    static Template load(String path, TemplateNames names) {
        return new Template(path, resource(path), names);
    }

    static String resource(String path) {
        try (var stream = Template.class.getResourceAsStream("/" + path)) {
            if (stream == null) {
                throw new IllegalStateException("no such resource: " + path);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + path, e);
        }
    }

    private static io.quarkus.qute.Template parsed(
            TemplateSource source, String text, TemplateNames names, TemplatePlaces places) {
        try {
            return Engine.builder()
                    .addSectionHelpers(new IfSectionHelper.Factory(), new LoopSectionHelper.Factory())
                    .addValueResolvers(ValueResolvers.mapperResolver(), ValueResolvers.mapResolver(), QUOTED)
                    .addParserHook(parser -> names.types().forEach(parser::addParameter))
                    .addResultMapper(places)
                    .build()
                    .parse(text);
        } catch (TemplateException e) {
            throw source.fault(e.getOrigin(), String.valueOf(e.getMessage()));
        }
    }

    String text() {
        return text;
    }

    String render(Map<String, String> values) {
        return render(values, Map.of());
    }

    /// @throws IllegalArgumentException naming the place that no value is given for, or one to be quoted whose value is
    ///     more than a line
    String render(Map<String, String> values, Map<String, List<String>> lists) {
        var instance = parsed.instance();
        values.forEach(instance::data);
        lists.forEach(instance::data);
        try {
            return instance.render();
        } catch (TemplateException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }
}
