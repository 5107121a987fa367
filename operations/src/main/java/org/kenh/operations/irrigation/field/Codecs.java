package org.kenh.operations.irrigation.field;

/** The records of the registry as JSON. */
public final class Codecs {
    public static final Codec<Pump> PUMP = new PumpCodec();
    public static final Codec<Canal> CANAL = new CanalCodec();
    public static final Codec<Field> FIELD = new FieldCodec();
    public static final Codec<Season> SEASON = new SeasonCodec();

    private Codecs() {}
}
