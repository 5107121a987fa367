package org.kenh.system;

import com.digitalpetri.modbus.exceptions.UnknownUnitIdException;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import com.digitalpetri.modbus.server.ModbusRequestContext;
import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.server.ProcessImage;
import com.digitalpetri.modbus.server.ReadWriteModbusServices;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Another project's Modbus TCP slave on loopback. Each holding register of unit 1 is a slow wave with a little noise,
 * new at every look. It counts what it gave away.
 */
final class ModbusSlave implements AutoCloseable {
    private static final double WAVE_SECONDS = 600;

    private final int port;
    private final Registers registers = new Registers();
    private final ModbusTcpServer server;

    private ModbusSlave(int port) {
        this.port = port;
        this.server = ModbusTcpServer.create(
                NettyTcpServerTransport.create(config -> {
                    config.bindAddress = "127.0.0.1";
                    config.port = port;
                }),
                registers);
    }

    static ModbusSlave start() throws ExecutionException, InterruptedException {
        ModbusSlave slave = new ModbusSlave(Ports.free().http());
        slave.server.start();
        return slave;
    }

    int port() {
        return port;
    }

    /** Over all connections so far. */
    long registersRead() {
        return registers.read.get();
    }

    @Override
    public void close() throws ExecutionException {
        try {
            server.stop();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Registers extends ReadWriteModbusServices {
        private final ProcessImage image = new ProcessImage();
        private final AtomicLong read = new AtomicLong();

        @Override
        protected Optional<ProcessImage> getProcessImage(int unit) {
            return unit == 1 ? Optional.of(image) : Optional.empty();
        }

        @Override
        public ReadHoldingRegistersResponse readHoldingRegisters(
                ModbusRequestContext context, int unit, ReadHoldingRegistersRequest request)
                throws UnknownUnitIdException {
            image.with(all -> all.writeHoldingRegisters(holding -> {
                for (int i = request.address(); i < request.address() + request.quantity(); i++) {
                    holding.put(i, ByteBuffer.allocate(2).putShort(value(i)).array());
                }
            }));
            read.addAndGet(request.quantity());
            return super.readHoldingRegisters(context, unit, request);
        }

        private static short value(int address) {
            double phase = System.nanoTime() / 1e9 / WAVE_SECONDS * 2 * Math.PI + address;
            return (short)
                    (2_000 + 500 * Math.sin(phase) + ThreadLocalRandom.current().nextInt(10));
        }
    }
}
