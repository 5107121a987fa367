package org.kenh.edge.sensor.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.sensor.DriverSettings;
import org.kenh.edge.sensor.Point;

class RegistersTest {
    @ParameterizedTest
    @CsvSource({
        "U16, ABCD, ffff, 65535",
        "U16, BADC, 0100, 1",
        "S16, ABCD, fffe, -2",
        "U32, ABCD, 00010002, 65538",
        "U32, CDAB, 00020001, 65538",
        "U32, BADC, 01000200, 65538",
        "U32, DCBA, 02000100, 65538",
        "U32, ABCD, ffffffff, 4294967295",
        "S32, ABCD, ffffffff, -1",
        "F32, ABCD, 43660000, 230",
        "F32, CDAB, 00004366, 230",
        "F64, ABCD, 406cc00000000000, 230",
        "U64, ABCD, 0000000100000000, 4294967296",
        "U64, DCBA, 0000000001000000, 4294967296",
        "U64, ABCD, ffffffffffffffff, 18446744073709551615"
    })
    void decode_bytesOfAnOrder_givesTheNumber(DataType type, WordOrder order, String hex, double number) {
        assertThat(type.decode(HexFormat.of().parseHex(hex), order)).isEqualTo(number);
    }

    @Property
    void encode_whatFits_isDecodedAgain(@ForAll DataType type, @ForAll WordOrder order, @ForAll int number) {
        double fitting = switch (type) {
            case U16, BIT -> number & 0xffff;
            case S16 -> (short) number;
            case U32, U64 -> number & 0xffff_ffffL;
            case S32, F64 -> number;
            case F32 -> (float) number;
        };

        assertThat(type.decode(type.encode(fitting, order), order)).isEqualTo(fitting);
    }

    @Property
    void block_anyRegisters_readsEachOnceWithinTheBound(
            @ForAll @Size(min = 1, max = 60) Set<@IntRange(max = 2_000) Integer> addresses, @ForAll Area area) {
        List<RegisterPoint> points = new ArrayList<>();
        addresses.forEach(address -> points.add(point(area, address)));

        List<Block> blocks = Block.of(points, Set.of());

        assertThat(blocks.stream().mapToInt(block -> block.points().size()).sum())
                .isEqualTo(points.size());
        for (Block block : blocks) {
            assertThat(block.count()).isBetween(1, area.mostAtOnce());
            assertThat(block.points())
                    .allMatch(point -> point.register().address() >= block.first()
                            && point.register().last() <= block.last());
        }
    }

    @Test
    void block_neighbours_areOneRequest() {
        List<RegisterPoint> points =
                List.of(point(Area.INPUT, 10), point(Area.INPUT, 0), point(Area.INPUT, 4), point(Area.HOLDING, 2));

        assertThat(Block.of(points, Set.of()).stream()
                        .map(block -> block.area() + " " + block.first() + "+" + block.count()))
                .containsExactly("HOLDING 2+2", "INPUT 0+12");
    }

    @Test
    void crc_exampleFromTheSpecification() {
        // Modbus over Serial Line 1.02, appendix B: the frame 02 07 has the CRC 1241, sent low byte first.
        assertThat(HexFormat.of().formatHex(RtuTransport.frame(2, new byte[] {7})))
                .isEqualTo("02074112");
    }

    @Test
    void ready_everyMap_canBeRead() {
        assertThat(RegisterMap.READY).allSatisfy(name -> RegisterMap.ready(name, new Span(0, 1)));
    }

    private static RegisterPoint point(Area area, int address) {
        DriverSettings settings = DriverSettings.of(ConfigNode.parse("name: d", "x"), "modbus-tcp");
        DataType type = area.isBits() ? DataType.BIT : DataType.F32;
        Register register = new Register(area, address, type, WordOrder.ABCD, 0, 1, OptionalLong.empty());
        return new RegisterPoint(Point.of(ConfigNode.parse("name: p" + address, "x"), settings), register);
    }
}
