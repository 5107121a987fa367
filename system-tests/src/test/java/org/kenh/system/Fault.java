package org.kenh.system;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What can happen to a server, its database, its disk and its networks. Each fault is over when it has happened. */
enum Fault {
    SERVER_KILLED(1, 0) {
        @Override
        void happen(Arena arena, Random random) {
            arena.server().kill();
            arena.server().startAgain();
        }
    },
    SERVER_KILLED_WHILE_STARTING(2, 0) {
        @Override
        void happen(Arena arena, Random random) {
            arena.server().kill();
            arena.server().launch();
            Arena.last(Duration.ofMillis(random.nextInt(2_500)));
            arena.server().kill();
            arena.server().startAgain();
        }
    },
    DATABASE_KILLED(0, 1) {
        @Override
        void happen(Arena arena, Random random) {
            Signal.KILL.send(List.of(arena.database().postmaster()));
        }
    },
    SERVER_AND_DATABASE_KILLED(1, 1) {
        @Override
        void happen(Arena arena, Random random) {
            Signal.KILL.send(
                    List.of(arena.database().postmaster(), arena.server().pid()));
            arena.server().kill();
            arena.server().startAgain();
        }
    },
    DATABASE_CHILD_KILLED(0, 0) {
        @Override
        void happen(Arena arena, Random random) {
            List<Long> processes = arena.database().processes();
            Signal.KILL.send(List.of(processes.get(random.nextInt(processes.size()))));
        }
    },
    DATABASE_STOPPED_AT_ONCE(0, 0) {
        @Override
        void happen(Arena arena, Random random) {
            Signal.QUIT.send(List.of(arena.database().postmaster())); // what "pg_ctl stop -m immediate" does
        }
    },
    DATABASE_STANDS_STILL(0, 0) {
        @Override
        void happen(Arena arena, Random random) {
            EmbeddedDatabase database = arena.database();
            database.pause();
            Arena.last(someSeconds(random));
            database.resume();
        }
    },
    SERVER_STANDS_STILL(0, 0) {
        @Override
        void happen(Arena arena, Random random) {
            Signal.STOP.send(List.of(arena.server().pid()));
            Arena.last(someSeconds(random));
            Signal.CONT.send(List.of(arena.server().pid()));
        }
    },
    TABLES_LOCKED(0, 0) {
        @Override
        void happen(Arena arena, Random random) {
            arena.database().lockTables("telemetry", () -> Arena.last(someSeconds(random)));
        }
    },
    FSYNC_SLOW(0, 0) {
        @Override
        void happen(Arena arena, Random random) {
            SlowFsync.slowDown(arena.database(), Duration.ofMillis(20 + random.nextInt(80)), someSeconds(random));
        }

        @Override
        Optional<String> lacks(Arena arena) {
            return SlowFsync.lacks();
        }
    },
    DISK_FULL(0, 0) {
        @Override
        void happen(Arena arena, Random random) {
            SmallDisk disk = arena.disk().orElseThrow();
            EmbeddedDatabase database = arena.database();
            disk.fill();
            try {
                if (random.nextBoolean()) {
                    database.useUpWriteAheadLog();
                }
                Arena.last(someSeconds(random));
            } finally {
                disk.free();
            }
        }

        @Override
        Optional<String> lacks(Arena arena) {
            return arena.disk().isPresent() ? Optional.empty() : Optional.of("only root can mount a disk to fill");
        }
    },
    ACKNOWLEDGEMENTS_LOST(0, 0) {
        @Override
        void happen(Arena arena, Random random) {
            List.of(arena.mqtt(), arena.http()).forEach(network -> network.loseAnswers(true));
            Arena.last(Duration.ofMillis(200 + random.nextInt(1_500)));
            List.of(arena.mqtt(), arena.http()).forEach(TcpProxy::cut);
            List.of(arena.mqtt(), arena.http()).forEach(network -> network.loseAnswers(false));
        }
    },
    CONNECTIONS_CUT(0, 0) {
        @Override
        void happen(Arena arena, Random random) {
            arena.mqtt().cut();
            arena.http().cut();
        }
    },
    CONNECTIONS_RESET(0, 0) {
        @Override
        void happen(Arena arena, Random random) {
            arena.mqtt().reset();
            arena.http().reset();
        }
    },
    CONNECTIONS_RESET_IN_A_PACKET(0, 0) {
        @Override
        void happen(Arena arena, Random random) {
            arena.mqtt().resetAfter(random.nextInt(50_000));
            arena.http().resetAfter(random.nextInt(5_000));
        }
    },
    CONNECTIONS_HALF_OPEN(0, 0) {
        @Override
        void happen(Arena arena, Random random) {
            arena.mqtt().leaveHalfOpen();
            arena.http().leaveHalfOpen();
            Arena.last(someSeconds(random));
            arena.mqtt().forgetHalfOpen();
            arena.http().forgetHalfOpen();
        }
    },
    NETWORK_STANDS_STILL(0, 0) {
        @Override
        void happen(Arena arena, Random random) {
            arena.mqtt().standStill();
            arena.http().standStill();
            Arena.last(someSeconds(random));
            arena.mqtt().goOn();
            arena.http().goOn();
        }
    },
    DATAGRAMS_LOST(0, 0) {
        @Override
        void happen(Arena arena, Random random) {
            arena.coap().lose(10 + random.nextInt(50));
            Arena.last(someSeconds(random));
            arena.coap().lose(0);
        }
    },
    PACKETS_LOST(0, 0) {
        @Override
        void happen(Arena arena, Random random) {
            PacketLoss.lose(arena.server().ports(), 5 + random.nextInt(20), someSeconds(random));
        }

        @Override
        Optional<String> lacks(Arena arena) {
            return PacketLoss.lacks(arena.isolated());
        }
    };

    private final int serverKills;
    private final int databaseKills;

    Fault(int serverKills, int databaseKills) {
        this.serverKills = serverKills;
        this.databaseKills = databaseKills;
    }

    abstract void happen(Arena arena, Random random);

    /** Why it cannot happen here; empty if it can. */
    Optional<String> lacks(Arena arena) {
        return Optional.empty();
    }

    int serverKills() {
        return serverKills;
    }

    int databaseKills() {
        return databaseKills;
    }

    int kills() {
        return serverKills + databaseKills;
    }

    private static Duration someSeconds(Random random) {
        return Duration.ofMillis(1_000 + random.nextInt(3_000));
    }
}
