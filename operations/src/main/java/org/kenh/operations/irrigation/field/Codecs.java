package org.kenh.operations.irrigation.field;

import org.kenh.operations.irrigation.agronomy.Crop;
import org.kenh.operations.irrigation.plan.TariffVersion;

/** The records of the registry as JSON. */
public final class Codecs {
    public static final Codec<Pump> PUMP = new PumpCodec();
    public static final Codec<Canal> CANAL = new CanalCodec();
    public static final Codec<Field> FIELD = new FieldCodec();
    public static final Codec<Season> SEASON = new SeasonCodec();
    public static final Codec<Crop> CROP = new CropCodec();
    public static final Codec<TariffVersion> TARIFF = new TariffCodec();

    private Codecs() {}
}
