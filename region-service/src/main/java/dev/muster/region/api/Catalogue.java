package dev.muster.region.api;

import io.quarkus.arc.ClientProxy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.Path;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// All operations of the API, read from the resources themselves: none can be forgotten.
@ApplicationScoped
class Catalogue {
    private final BeanManager beans;

    Catalogue(BeanManager beans) {
        this.beans = beans;
    }

    /// By path.
    List<Entry> entries() {
        return beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .filter(bean -> servesTheApi(bean.getBeanClass()))
                .flatMap(this::entries)
                .sorted(Comparator.comparing(Entry::path)
                        .thenComparing(entry -> entry.operations().handler()))
                .toList();
    }

    private static boolean servesTheApi(Class<?> type) {
        return type.isAnnotationPresent(Path.class)
                && type.getAnnotation(Path.class).value().startsWith(Api.BASE + "/");
    }

    private Stream<Entry> entries(Bean<?> bean) {
        Object resource =
                ClientProxy.unwrap(beans.getReference(bean, bean.getBeanClass(), beans.createCreationalContext(bean)));
        var entries = new ArrayList<Entry>();
        for (Field field : bean.getBeanClass().getDeclaredFields()) {
            if (field.getType() == Operations.class) {
                var operations = read(field, resource);
                entries.add(new Entry(path(bean.getBeanClass(), operations), operations));
            }
        }
        return entries.stream();
    }

    private static Operations read(Field field, Object resource) {
        try {
            field.setAccessible(true);
            return (Operations) field.get(resource);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot read " + field, e);
        }
    }

    private static String path(Class<?> type, Operations operations) {
        return operations.path().isEmpty()
                ? type.getAnnotation(Path.class).value()
                : Api.BASE + "/" + operations.path();
    }

    /// @param path absolute, `/MAAS/api/1.0/tags/{name}/`
    record Entry(String path, Operations operations) {}
}
