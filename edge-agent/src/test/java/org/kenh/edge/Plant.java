package org.kenh.edge;

import com.digitalpetri.modbus.exceptions.UnknownUnitIdException;
import com.digitalpetri.modbus.pdu.WriteSingleCoilRequest;
import com.digitalpetri.modbus.pdu.WriteSingleCoilResponse;
import com.digitalpetri.modbus.server.ModbusRequestContext;
import com.digitalpetri.modbus.server.ModbusServer;
import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.server.ProcessImage;
import com.digitalpetri.modbus.server.ReadWriteModbusServices;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import java.util.Optional;

/**
 * A pump and a valve behind the Modbus slave of another project, on loopback. A pump that is on draws 58 A and, as long
 * as there is water, gives 0.27 m³/s. The slave keeps its coils whatever becomes of its master.
 *
 * <p>Input registers: 0 current in 0.1 A, 1 flow in 0.001 m³/s, 2 level in mm, 3 mains. Coils: 0 pump, 1 valve.
 */
final class Plant {
    static final int PUMP = 0;
    static final int VALVE = 1;
    private static final int CURRENT = 580;
    private static final int FLOW = 270;
    private static final int DRY = 300;

    private final ProcessImage image = new ProcessImage();
    private final int port;
    private final ModbusServer slave;
    private int level = 2_500;

    private Plant(int port) {
        this.port = port;
        this.slave = ModbusTcpServer.create(
                NettyTcpServerTransport.create(config -> {
                    config.bindAddress = "127.0.0.1";
                    config.port = port;
                }),
                new Services());
    }

    static Plant start() throws Exception {
        Plant plant = new Plant(FreePort.find());
        plant.measure();
        plant.slave.start();
        return plant;
    }

    int port() {
        return port;
    }

    boolean isOn(int coil) {
        return Boolean.TRUE.equals(image.<Boolean>get(all -> all.readCoils(coils -> coils.get(coil))));
    }

    /** In millimetres above the pump's foot valve. */
    synchronized void setLevel(int millimetres) {
        level = millimetres;
        measure();
    }

    void stop() throws Exception {
        slave.stop();
    }

    private synchronized void measure() {
        boolean runs = isOn(PUMP);
        register(0, runs ? CURRENT : 0);
        register(1, runs && level > DRY ? FLOW : 0);
        register(2, level);
        register(3, 1);
    }

    private void register(int address, int value) {
        image.with(all -> all.writeInputRegisters(registers ->
                registers.put(address, new byte[] {(byte) (value >> 8), (byte) value})));
    }

    private final class Services extends ReadWriteModbusServices {
        @Override
        protected Optional<ProcessImage> getProcessImage(int unit) {
            return unit == 1 ? Optional.of(image) : Optional.empty();
        }

        @Override
        public WriteSingleCoilResponse writeSingleCoil(
                ModbusRequestContext context, int unit, WriteSingleCoilRequest request) throws UnknownUnitIdException {
            WriteSingleCoilResponse response = super.writeSingleCoil(context, unit, request);
            measure();
            return response;
        }
    }
}
