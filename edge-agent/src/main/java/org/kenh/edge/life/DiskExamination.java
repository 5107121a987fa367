package org.kenh.edge.life;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Can the journal's directory be written, how much room is there, how worn is the card, is the journal whole? */
public final class DiskExamination implements Examination {
    private static final String PART = "disk";
    private static final Logger LOG = LoggerFactory.getLogger(DiskExamination.class);
    private static final long MEBIBYTE = 1024 * 1024;
    private static final long LITTLE = 64 * MEBIBYTE;
    private static final int WORN = 8;

    private final Path directory;
    private final Path root;
    private final Supplier<Optional<Words>> journalFault;

    /**
     * {@code root} is the root of the file system, another one in tests; {@code journalFault} says what is damaged in the
     * journal, empty if nothing.
     */
    public DiskExamination(Path directory, Path root, Supplier<Optional<Words>> journalFault) {
        this.directory = directory;
        this.root = root;
        this.journalFault = journalFault;
    }

    @Override
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        write(findings);
        room(findings);
        wear(findings);
        journalFault
                .get()
                .ifPresent(fault -> findings.add(Finding.warning(
                        PART,
                        "disk.journal",
                        new Words(
                                "Nhật ký bị hỏng một phần: " + fault.vietnamese(),
                                "Part of the journal is damaged: " + fault.english()),
                        new Words(
                                "Tác tử tự bỏ qua phần hỏng. Nếu lặp lại, thay thẻ nhớ và xem lại nguồn điện.",
                                "The agent skips the damaged part by itself. If it comes again, replace the card and look at the"
                                        + " power supply."))));
        if (findings.isEmpty()) {
            findings.add(Finding.fine(
                    PART,
                    "disk.fine",
                    new Words("Ghi được vào " + directory + roomLeft(), directory + " can be written" + roomLeft())));
        }
        return findings;
    }

    private void write(List<Finding> findings) {
        Path probe = directory.resolve(".doctor");
        try {
            Files.createDirectories(directory);
            try (FileChannel channel = FileChannel.open(
                    probe, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                channel.write(ByteBuffer.allocate(4096));
                channel.force(true);
            }
        } catch (IOException e) {
            findings.add(cannotWrite(e));
        } finally {
            try {
                Files.deleteIfExists(probe);
            } catch (IOException e) {
                // What keeps it from being deleted kept it from being written, and is said above.
                LOG.debug("{} stays", probe, e);
            }
        }
    }

    private Finding cannotWrite(IOException failure) {
        String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("no space") || text.contains("quota")) {
            return Finding.wrong(
                    PART,
                    "disk.full",
                    new Words("Ổ đĩa đầy: " + directory, "The disk is full: " + directory),
                    new Words(
                            "Xóa bớt tệp không cần (xem: du -xh / | sort -h | tail), hoặc giảm journal.maxMebibytes.",
                            "Delete what is not needed (see: du -xh / | sort -h | tail), or lower journal.maxMebibytes."));
        }
        if (text.contains("read-only")) {
            return Finding.wrong(
                    PART,
                    "disk.readOnly",
                    new Words("Ổ đĩa chỉ đọc: " + directory, "The disk is read-only: " + directory),
                    new Words(
                            "Thẻ nhớ thường tự chuyển sang chỉ đọc khi hỏng: xem dmesg, rồi thay thẻ. Thử lại:"
                                    + " mount -o remount,rw /",
                            "A card often turns read-only when it fails: see dmesg, then replace it. To try again:"
                                    + " mount -o remount,rw /"));
        }
        return Finding.wrong(
                PART,
                "disk.denied",
                new Words(
                        "Không ghi được vào " + directory + ": "
                                + failure.getClass().getSimpleName(),
                        directory + " cannot be written: " + failure.getClass().getSimpleName()),
                new Words(
                        "Chạy với đúng người dùng: sudo -u kenh-agent kenh-agent doctor …; chủ thư mục phải là kenh-agent.",
                        "Run it as the right user: sudo -u kenh-agent kenh-agent doctor …; the directory must belong to"
                                + " kenh-agent."));
    }

    private void room(List<Finding> findings) {
        long free = free();
        if (free >= 0 && free < LITTLE && findings.isEmpty()) {
            findings.add(Finding.warning(
                    PART,
                    "disk.little",
                    new Words("Ổ đĩa chỉ còn " + free / MEBIBYTE + " MiB", "Only " + free / MEBIBYTE + " MiB are free"),
                    new Words(
                            "Xóa bớt tệp không cần, hoặc dùng thẻ lớn hơn.",
                            "Delete what is not needed, or use a larger card.")));
        }
    }

    private long free() {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            return -1;
        }
    }

    private String roomLeft() {
        long free = free();
        return free < 0 ? "" : " (" + free / MEBIBYTE + " MiB)";
    }

    /**
     * eMMC tells its wear in tenths of its life, two types of cells apart (JESD84-B51, EXT_CSD 268 and 269: 0x01 is up to
     * 10 %, 0x0A up to 100 %, 0x0B beyond).
     */
    private void wear(List<Finding> findings) {
        Path blocks = root.resolve("sys/block");
        try (Stream<Path> devices = Files.list(blocks)) {
            devices.sorted().forEach(device -> wear(device, findings));
        } catch (IOException e) {
            // That is no fault of the card.
            LOG.debug("Nothing is known of the wear of cards", e);
        }
    }

    private static void wear(Path device, List<Finding> findings) {
        try {
            String life = Files.readString(device.resolve("device/life_time")).strip();
            int tenths = Stream.of(life.split("\\s+"))
                    .mapToInt(Integer::decode)
                    .max()
                    .orElse(0);
            if (tenths >= WORN) {
                String percent = Math.min(100, tenths * 10) + " %";
                findings.add(Finding.warning(
                        PART,
                        "disk.worn",
                        new Words(
                                "Bộ nhớ " + device.getFileName() + " đã mòn đến " + percent,
                                "Flash " + device.getFileName() + " is worn to " + percent),
                        new Words(
                                "Thay thẻ hoặc bo mạch trong đợt bảo trì tới.",
                                "Replace it at the next maintenance.")));
            }
        } catch (IOException | NumberFormatException e) {
            LOG.debug("{} does not tell its wear", device);
        }
    }
}
