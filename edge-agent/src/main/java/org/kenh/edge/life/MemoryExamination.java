package org.kenh.edge.life;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Is there memory left on the board? */
public final class MemoryExamination implements Examination {
    private static final String PART = "memory";
    private static final long LITTLE_KIBIBYTES = 48 * 1024;

    private final Path root;

    /** {@code root} is the root of the file system, another one in tests. */
    public MemoryExamination(Path root) {
        this.root = root;
    }

    @Override
    public List<Finding> examine() {
        OptionalLong available = available();
        if (available.isEmpty()) {
            return List.of(Finding.warning(
                    PART,
                    "memory.unknown",
                    new Words("Không đọc được /proc/meminfo", "/proc/meminfo cannot be read"),
                    new Words("Kiểm tra hệ điều hành.", "Look at the operating system.")));
        }
        long mebibytes = available.getAsLong() / 1024;
        if (available.getAsLong() < LITTLE_KIBIBYTES) {
            return List.of(Finding.warning(
                    PART,
                    "memory.little",
                    new Words("Bộ nhớ chỉ còn " + mebibytes + " MiB", "Only " + mebibytes + " MiB of memory are left"),
                    new Words(
                            "Xem chương trình nào chiếm bộ nhớ: ps aux --sort=-rss | head; tắt thứ không cần.",
                            "See what takes the memory: ps aux --sort=-rss | head; turn off what is not needed.")));
        }
        return List.of(Finding.fine(
                PART,
                "memory.fine",
                new Words("Bộ nhớ còn " + mebibytes + " MiB", mebibytes + " MiB of memory are left")));
    }

    private OptionalLong available() {
        try {
            return Files.readAllLines(root.resolve("proc/meminfo")).stream()
                    .filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
