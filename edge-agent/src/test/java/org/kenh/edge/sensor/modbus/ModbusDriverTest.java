package org.kenh.edge.sensor.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.digitalpetri.modbus.ExceptionCode;
import com.digitalpetri.modbus.FunctionCode;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.exceptions.UnknownUnitIdException;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersResponse;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersResponse;
import com.digitalpetri.modbus.pdu.WriteSingleCoilRequest;
import com.digitalpetri.modbus.pdu.WriteSingleCoilResponse;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterResponse;
import com.digitalpetri.modbus.serial.server.SerialPortServerTransport;
import com.digitalpetri.modbus.server.ModbusRequestContext;
import com.digitalpetri.modbus.server.ModbusRtuServer;
import com.digitalpetri.modbus.server.ModbusServer;
import com.digitalpetri.modbus.server.ModbusServices;
import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.server.ProcessImage;
import com.digitalpetri.modbus.server.ReadWriteModbusServices;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.edge.FreePort;
import org.kenh.edge.control.Output;
import org.kenh.edge.sensor.Driver;
import org.kenh.edge.sensor.PtyPair;
import org.kenh.edge.sensor.Recorder;
import org.kenh.edge.sensor.Sensors;
import org.kenh.edge.sensor.TestSite;
import org.kenh.telemetry.Quality;

/** Against slaves of another project, over TCP and over a pair of pseudo-terminals. */
class ModbusDriverTest {
    private static final int HOLE = 6;

    private final Recorder recorder = new Recorder();
    private final ProcessImage image = new ProcessImage();

    @TempDir
    Path directory;

    @Test
    void read_meterOverTcp_givesItsMapInSenmlUnits() throws Exception {
        float32(0, 230.5f);
        float32(52, 12_345f);
        float32(72, 1_234.5f);
        int port = FreePort.find();
        ModbusServer slave = tcp(port);
        try (Sensors sensors = TestSite.start(site(port, "map: sdm630, only: [voltage.l1, power, energy]"), recorder)) {
            assertThat(recorder.await("meter/voltage.l1").value()).isEqualTo(230.5);
            assertThat(recorder.await("meter/power").value()).isEqualTo(12_345);
            Recorder.Sent energy = recorder.await("meter/energy");
            assertThat(energy.value()).isEqualTo(1_234.5);
            assertThat(energy.unit()).isEqualTo("kWh");
            assertThat(energy.quality()).isEqualTo(Quality.GOOD);
            assertThat(sensors.series()).hasSize(4);
        } finally {
            slave.stop();
        }
    }

    @Test
    void read_levelTransmitter_isScaledAndABrokenWireIsBad() throws Exception {
        int port = FreePort.find();
        uint16(0, 12_000);
        ModbusServer slave = tcp(port);
        try (Sensors sensors = TestSite.start(site(port, "map: level-4-20ma, span: {high: 5}"), recorder)) {
            assertThat(recorder.await("meter/level").value()).isCloseTo(2.5, within(1e-9));
            uint16(0, 0);
            recorder.await("meter/level", Quality.BAD);
            assertThat(sensors.status().get(0).fault()).isEmpty();
        } finally {
            slave.stop();
        }
    }

    @Test
    void read_slaveAbsentAtFirstAndAfterwardsGone_isBadAndComesBack() throws Exception {
        int port = FreePort.find();
        uint16(0, 7);
        String site = site(port, "points: [{name: a, function: input, address: 0}]");
        try (Sensors sensors = TestSite.start(site, recorder)) {
            recorder.await("meter/a", Quality.BAD);
            ModbusServer slave = tcp(port);
            assertThat(recorder.await("meter/a", Quality.GOOD).value()).isEqualTo(7);
            slave.stop();
            recorder.clear();
            assertThat(recorder.await("meter/a", Quality.BAD).value()).isEqualTo(7);
            ModbusServer again = tcp(port);
            recorder.clear();
            recorder.await("meter/a", Quality.GOOD);
            assertThat(sensors.status().get(0).fault()).isEmpty();
            again.stop();
        }
    }

    @Test
    void read_holeBetweenNeighbours_onlyWhatIsNotThereIsBad() throws Exception {
        int port = FreePort.find();
        uint16(4, 4);
        uint16(8, 8);
        ModbusServer slave = tcp(port);
        String points = "function: input, points: [{name: a, address: 4}, {name: b, address: 8},"
                + " {name: hole, address: " + HOLE + "}]";
        try (Sensors sensors = TestSite.start(site(port, points), recorder)) {
            assertThat(recorder.await("meter/a", Quality.GOOD).value()).isEqualTo(4);
            assertThat(recorder.await("meter/b", Quality.GOOD).value()).isEqualTo(8);
            recorder.await("meter/hole", Quality.BAD);
            assertThat(recorder.await("meter/fault").text()).contains("hole: ", "illegal data address (2)");
            assertThat(sensors.board().all()).hasSize(3);
        } finally {
            slave.stop();
        }
    }

    @Test
    void write_coilAndRegisters_reachTheSlave() throws Exception {
        int port = FreePort.find();
        ModbusServer slave = tcp(port);
        Driver driver = TestSite.drivers(site(port, """
                        outputs: [{name: pump-1/contactor, function: coil, address: 3},
                          {name: valve, function: holding, address: 10, scale: 1000},
                          {name: speed, function: holding, address: 20, type: f32, order: cdab}]""")).get(0);
        try {
            driver.open(samples -> {});
            for (Output output : driver.outputs()) {
                output.write(output.name().equals("speed") ? 0.25 : 1);
            }
            assertThat(driver.outputs().stream().map(Output::name))
                    .containsExactly("pump-1/contactor", "valve", "speed");
            assertThat(image.<Boolean>get(all -> all.readCoils(coils -> coils.get(3))))
                    .isTrue();
            assertThat(holding(10)).isEqualTo((short) 1000);
            assertThat(holding(20)).isZero();
            assertThat(holding(21)).isEqualTo((short) (Float.floatToIntBits(0.25f) >> 16));
            assertThatThrownBy(() -> driver.outputs().get(1).write(1_000))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("valve: must be from 0 to 65535");
        } finally {
            driver.close();
            slave.stop();
        }
        assertThatThrownBy(() -> driver.outputs().get(0).write(1)).isInstanceOf(IOException.class);
    }

    @Test
    void write_beforeTheFirstReadAndAfterAFailedOne_connectsByItself() throws Exception {
        int port = FreePort.find();
        Driver driver = TestSite.drivers(site(port, "outputs: [{name: relay, function: coil, address: 3}]"))
                .get(0);
        Output relay = driver.outputs().get(0);
        assertThatThrownBy(() -> relay.write(1)).isInstanceOf(IOException.class);
        ModbusServer slave = tcp(port);
        try {
            relay.write(1);
            assertThat(image.<Boolean>get(all -> all.readCoils(coils -> coils.get(3))))
                    .isTrue();
            // As after a failed read, while the next one is still to come.
            driver.close();
            relay.write(0);
            assertThat(image.<Boolean>get(all -> all.readCoils(coils -> coils.getOrDefault(3, false))))
                    .isFalse();
        } finally {
            driver.close();
            slave.stop();
        }
    }

    @Test
    void read_twoDevicesOnOneSerialLine_takeTurnsAndAnAbsentThirdIsBad() throws Exception {
        float32(0, 231f);
        uint16(100, 42);
        try (PtyPair line = PtyPair.open(directory)) {
            ModbusServer slave = rtu(line.other());
            String common = "type: modbus-rtu, device: " + line.one() + ", baud: 19200, interval: 0.2, timeout: 0.3";
            String site = """
                    drivers:
                      - {name: meter, %s, slave: 1, map: sdm630, only: [voltage.l1]}
                      - {name: other, %s, slave: 2, points: [{name: n, function: input, address: 100}]}
                      - {name: absent, %s, slave: 9, points: [{name: n, address: 0}]}
                    """.formatted(common, common, common);
            try (Sensors sensors = TestSite.start(site, recorder)) {
                assertThat(recorder.await("meter/voltage.l1", Quality.GOOD).value())
                        .isEqualTo(231);
                assertThat(recorder.await("other/n", Quality.GOOD).value()).isEqualTo(42);
                recorder.await("absent/n", Quality.BAD);
                recorder.clear();
                recorder.await("meter/voltage.l1", Quality.GOOD);
                recorder.await("other/n", Quality.GOOD);
                assertThat(sensors.status().stream()
                                .map(status -> status.fault().isPresent()))
                        .containsExactly(false, false, true);
            } finally {
                slave.stop();
            }
        }
    }

    private static String site(int port, String keys) {
        return "drivers: [{name: meter, type: modbus-tcp, host: 127.0.0.1, port: " + port
                + ", interval: 0.1, timeout: 5, " + keys + "}]";
    }

    private ModbusServer tcp(int port) throws Exception {
        ModbusServer server = ModbusTcpServer.create(
                NettyTcpServerTransport.create(config -> {
                    config.bindAddress = "127.0.0.1";
                    config.port = port;
                }),
                new Services());
        server.start();
        return server;
    }

    private ModbusServer rtu(Path device) throws Exception {
        ModbusServer server = ModbusRtuServer.create(
                SerialPortServerTransport.create(config -> {
                    config.serialPort = device.toString();
                    config.baudRate = 19_200;
                }),
                new Services());
        server.start();
        return server;
    }

    private void uint16(int address, int value) {
        image.with(all -> all.writeInputRegisters(registers ->
                registers.put(address, new byte[] {(byte) (value >> 8), (byte) value})));
    }

    private void float32(int address, float value) {
        int bits = Float.floatToIntBits(value);
        uint16(address, bits >>> 16);
        uint16(address + 1, bits & 0xffff);
    }

    private short holding(int address) {
        byte @Nullable [] bytes = image.get(all -> all.readHoldingRegisters(registers -> registers.get(address)));
        // The slave forgets registers that are 0.
        return bytes == null ? 0 : ByteBuffer.wrap(bytes).getShort();
    }

    /** Units 1 and 2 of the same registers; whoever asks for the hole is refused. */
    private final class Services implements ModbusServices {
        private final ReadWriteModbusServices units = new ReadWriteModbusServices() {
            @Override
            protected Optional<ProcessImage> getProcessImage(int unit) {
                return unit == 1 || unit == 2 ? Optional.of(image) : Optional.empty();
            }
        };

        @Override
        public ReadInputRegistersResponse readInputRegisters(
                ModbusRequestContext context, int unit, ReadInputRegistersRequest request)
                throws ModbusResponseException, UnknownUnitIdException {
            int first = request.address();
            if (first > 0 && first <= HOLE && HOLE < first + request.quantity()) {
                throw new ModbusResponseException(
                        FunctionCode.READ_INPUT_REGISTERS, ExceptionCode.ILLEGAL_DATA_ADDRESS);
            }
            return units.readInputRegisters(context, unit, request);
        }

        @Override
        public ReadHoldingRegistersResponse readHoldingRegisters(
                ModbusRequestContext context, int unit, ReadHoldingRegistersRequest request)
                throws UnknownUnitIdException {
            return units.readHoldingRegisters(context, unit, request);
        }

        @Override
        public WriteSingleCoilResponse writeSingleCoil(
                ModbusRequestContext context, int unit, WriteSingleCoilRequest request) throws UnknownUnitIdException {
            return units.writeSingleCoil(context, unit, request);
        }

        @Override
        public WriteSingleRegisterResponse writeSingleRegister(
                ModbusRequestContext context, int unit, WriteSingleRegisterRequest request)
                throws UnknownUnitIdException {
            return units.writeSingleRegister(context, unit, request);
        }

        @Override
        public WriteMultipleRegistersResponse writeMultipleRegisters(
                ModbusRequestContext context, int unit, WriteMultipleRegistersRequest request)
                throws UnknownUnitIdException {
            return units.writeMultipleRegisters(context, unit, request);
        }
    }
}
