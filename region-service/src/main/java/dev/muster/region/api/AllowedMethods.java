package dev.muster.region.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which methods a path serves, for the `Allow` of a 405 (RFC 9110 15.5.6), which the framework leaves out. Read
/// from the resources' own annotations.
@ApplicationScoped
class AllowedMethods {
    private static final Pattern PARAMETER = Pattern.compile("\\{\\s*\\w+\\s*(?::\\s*([^}]*))?}");

    private final Catalogue catalogue;
    private final List<Served> served;

    AllowedMethods(Catalogue catalogue, BeanManager beans) {
        this.catalogue = catalogue;
        served = beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(Bean::getBeanClass)
                .filter(type -> type.isAnnotationPresent(Path.class))
                .distinct()
                .flatMap(type -> served(type).stream())
                .toList();
    }

    /// What the API's own table says of a method that nothing has, else what the resources do. Of several paths
    /// that fit, only the one counts that says most of it literally, as in JAX-RS (3.7.2): a path of its own
    /// beside one that takes everything.
    SortedSet<String> at(String path) {
        return path.startsWith(Api.BASE)
                ? catalogue
                        .at("", PathTemplate.segments(path.substring(Api.BASE.length())))
                        .map(Place::methods)
                        .orElseGet(() -> byAnnotations(path))
                : byAnnotations(path);
    }

    private SortedSet<String> byAnnotations(String path) {
        List<Served> fitting = served.stream()
                .filter(one -> one.path().matcher(path).matches())
                .toList();
        int most = fitting.stream().mapToInt(Served::literals).max().orElse(0);
        return fitting.stream()
                .filter(one -> one.literals() == most)
                .map(Served::method)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Served> served(Class<?> type) {
        var found = new ArrayList<Served>();
        for (Method method : type.getDeclaredMethods()) {
            httpMethod(method)
                    .filter(name -> !name.equals("OPTIONS"))
                    .ifPresent(name -> found.add(served(template(type, method), name)));
        }
        return found;
    }

    private static Optional<String> httpMethod(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .filter(type -> type.isAnnotationPresent(HttpMethod.class))
                .map(type -> type.getAnnotation(HttpMethod.class).value())
                .findFirst();
    }

    private static String template(Class<?> type, Method method) {
        String template = "/" + type.getAnnotation(Path.class).value();
        if (method.isAnnotationPresent(Path.class)) {
            template += "/" + method.getAnnotation(Path.class).value();
        }
        return template.replaceAll("/+", "/").replaceAll("/$", "");
    }

    private static Served served(String path, String method) {
        var regex = new StringBuilder();
        int literals = 0;
        int at = 0;
        for (Matcher name = PARAMETER.matcher(path); name.find(); at = name.end()) {
            regex.append(Pattern.quote(path.substring(at, name.start())));
            regex.append(Optional.ofNullable(name.group(1)).orElse("[^/]+"));
            literals += name.start() - at;
        }
        regex.append(Pattern.quote(path.substring(at)));
        return new Served(Pattern.compile(regex + "/?"), literals + path.length() - at, method);
    }

    /// @param literals characters of the path that are not the value of a name
    private record Served(Pattern path, int literals, String method) {}
}
