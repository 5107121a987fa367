package org.kenh.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of these tests as a process of its own; as root also with a network, mounts and process numbers of its own,
 * so that what it does to them concerns nobody else and is undone when it ends, however it ends.
 */
final class Isolation {
    private static final String MARK = "kenh.isolated";

    private static final List<String> UNSHARE =
            List.of("unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc");

    private Isolation() {}

    /** Whether this process was started in isolation. */
    static boolean isHere() {
        return Boolean.getBoolean(MARK);
    }

    /** As root, where the machine allows it even to root. */
    static boolean isPossible() {
        boolean root = "root".equals(System.getProperty("user.name"));
        return root && Tool.isThere("unshare") && Tool.isThere("ip") && trial().exitCode() == 0;
    }

    private static Tool.Result trial() {
        return Tool.of(UNSHARE).with("true").run(Duration.ofSeconds(10));
    }

    /** The command that runs that program, isolated where that is possible. */
    static List<String> command(Class<?> program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        boolean isolated = isPossible();
        if (isolated) {
            command.addAll(UNSHARE);
            // The shell stays as the first process, because that one has to bury the children of dead parents.
            command.addAll(List.of("bash", "-c", "ip link set lo up && \"$@\"; exit $?", "isolated"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-D" + MARK + "=" + isolated);
        for (String property : Installation.PROPERTIES) {
            String value = System.getProperty(property);
            if (value != null) {
                command.add("-D" + property + "=" + value);
            }
        }
        command.addAll(List.of(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                classPath(),
                program.getName()));
        command.addAll(arguments);
        return command;
    }

    private static String classPath() {
        String ofTests = System.getProperty("surefire.test.class.path");
        return ofTests == null ? System.getProperty("java.class.path") : ofTests;
    }
}
