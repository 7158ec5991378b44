package dev.muster.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds records that hold a secret, by the names of their components, and whose `toString` shows it: the one that
/// the compiler makes shows all. Such a text gets into logs and error messages.
public final class ShownSecrets {
    /// The public part of an API key is none.
    private static final Pattern PUBLIC = Pattern.compile("tokenKey|consumerKey");

    private static final Pattern SECRET = Pattern.compile(
            ".*(pass(word|phrase)|secret|token|credential|userData|powerParameters|authorization).*|kernelLine|line",
            Pattern.CASE_INSENSITIVE);

    /// Names of much else, too: only as texts and collections of texts.
    private static final Pattern OFTEN_SECRET =
            Pattern.compile("(.*Key|key|keys|parameters|.*headers|environment|body)");

    private static final Set<String> TEXTS = Set.of(
            "Ljava/lang/String;",
            "Ljava/util/Optional;",
            "Ljava/util/Map;",
            "Ljava/util/List;",
            "Ljava/util/Set;",
            "Lio/vertx/core/MultiMap;");

    private ShownSecrets() {}

    /// The components at fault, `package.Record.component`, of the classes among which a class is.
    ///
    /// @param harmless components that are no secret, or of which no more than their number is shown, as
    ///     `Record.component`; one that is not there is at fault too, so that none is left over
    public static Set<String> beside(Class<?> one, Set<String> harmless) {
        try {
            Path classes = Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation().toURI());
            return in(classes, harmless);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Set<String> in(Path classes, Set<String> harmless) {
        var shown = new TreeSet<String>();
        var unused = new TreeSet<>(harmless);
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    (Iterable<Path>) files.filter(path -> path.toString().endsWith(".class"))::iterator) {
                ClassModel type = ClassFile.of().parse(file);
                String name =
                        type.thisClass().asInternalName().replace('/', '.').replace('$', '.');
                for (String component : shownBy(type)) {
                    String brief = name.substring(name.lastIndexOf('.') + 1) + "." + component;
                    if (!harmless.contains(brief)) {
                        shown.add(name + "." + component);
                    }
                    unused.remove(brief);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        unused.forEach(name -> shown.add("nothing is shown by " + name));
        return shown;
    }

    private static List<String> shownBy(ClassModel type) {
        return type.findAttribute(Attributes.record()).stream()
                .flatMap(components -> components.components().stream())
                .filter(ShownSecrets::isSecret)
                .map(component -> component.name().stringValue())
                .filter(component -> type.methods().stream()
                        .filter(ShownSecrets::isToString)
                        .anyMatch(method -> shows(method, type, component)))
                .toList();
    }

    private static boolean isSecret(RecordComponentInfo component) {
        String name = component.name().stringValue();
        String type = component.descriptor().stringValue();
        if (type.length() == 1 || PUBLIC.matcher(name).matches()) {
            return false;
        }
        return SECRET.matcher(name).matches() || (OFTEN_SECRET.matcher(name).matches() && TEXTS.contains(type));
    }

    private static boolean isToString(MethodModel method) {
        return method.methodName().equalsString("toString")
                && method.methodType().equalsString("()Ljava/lang/String;");
    }

    private static boolean shows(MethodModel method, ClassModel type, String component) {
        return method.code().stream()
                .flatMap(code -> code.elementStream())
                .anyMatch(element -> reads(element, type, component));
    }

    private static boolean reads(CodeElement element, ClassModel type, String component) {
        return switch (element) {
            case InvokeDynamicInstruction made ->
                made.bootstrapMethod().owner().descriptorString().equals("Ljava/lang/runtime/ObjectMethods;");
            case FieldInstruction field ->
                field.owner().equals(type.thisClass()) && field.name().equalsString(component);
            case InvokeInstruction call ->
                call.owner().equals(type.thisClass()) && call.name().equalsString(component);
            default -> false;
        };
    }
}
