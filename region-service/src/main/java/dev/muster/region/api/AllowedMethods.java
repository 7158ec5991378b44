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
import java.util.regex.Pattern;

/// Which methods a path serves, for the `Allow` of a 405 (RFC 9110 15.5.6), which the framework leaves out. Read
/// from the resources' own annotations.
@ApplicationScoped
class AllowedMethods {
    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]*}");

    private final List<Served> served;

    AllowedMethods(BeanManager beans) {
        served = beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(Bean::getBeanClass)
                .filter(type -> type.isAnnotationPresent(Path.class))
                .distinct()
                .flatMap(type -> served(type).stream())
                .toList();
    }

    SortedSet<String> at(String path) {
        var methods = new TreeSet<String>();
        for (Served one : served) {
            if (one.path().matcher(path).matches()) {
                methods.add(one.method());
            }
        }
        return methods;
    }

    private static List<Served> served(Class<?> type) {
        var found = new ArrayList<Served>();
        for (Method method : type.getDeclaredMethods()) {
            httpMethod(method).ifPresent(name -> found.add(new Served(pattern(type, method), name)));
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

    private static Pattern pattern(Class<?> type, Method method) {
        String template = "/" + type.getAnnotation(Path.class).value();
        if (method.isAnnotationPresent(Path.class)) {
            template += "/" + method.getAnnotation(Path.class).value();
        }
        String path = template.replaceAll("/+", "/").replaceAll("/$", "");
        var regex = new StringBuilder();
        for (String segment : path.substring(1).split("/")) {
            boolean parameter = PARAMETER.matcher(segment).find();
            regex.append('/').append(parameter ? segment.contains(":") ? ".+" : "[^/]+" : Pattern.quote(segment));
        }
        return Pattern.compile(regex + "/?");
    }

    private record Served(Pattern path, String method) {}
}
