package org.kenh.operations.irrigation.field;

import java.util.Optional;
import org.locationtech.proj4j.CRSFactory;
import org.locationtech.proj4j.CoordinateReferenceSystem;
import org.locationtech.proj4j.CoordinateTransform;
import org.locationtech.proj4j.CoordinateTransformFactory;
import org.locationtech.proj4j.Proj4jException;
import org.locationtech.proj4j.ProjCoordinate;

/**
 * The national grid of the land books, VN-2000, as Hà Nội uses it: transverse Mercator, central meridian 105°00', zone of
 * 3°, scale 0.9999, ellipsoid WGS-84, false easting 500,000 m (EPSG:5897). The seven parameters to WGS-84 are those of
 * Decision 05/2007/QĐ-BTNMT; its rotations are given for the coordinate frame and change their sign here. Agrees with PROJ
 * within 1 cm in the district and leads back within 1 mm; the parameters themselves are good to some decimetres. For one
 * thread.
 */
final class Vn2000 {
    private static final String GRID = "+proj=tmerc +lat_0=0 +lon_0=105 +k=0.9999 +x_0=500000 +y_0=0 +ellps=WGS84 "
            + "+towgs84=-191.90441429,-39.30318279,-111.45032835,0.00928836,-0.01975479,0.00427372,0.252906278 "
            + "+units=m +no_defs";
    private static final String GEOGRAPHIC = "+proj=longlat +datum=WGS84 +no_defs";
    /** Metres; Vietnam lies within. */
    private static final double LEAST_EAST = 0;

    private static final double MOST_EAST = 1_500_000;
    private static final double LEAST_NORTH = 700_000;
    private static final double MOST_NORTH = 2_700_000;

    private final CoordinateTransform forward;
    private final CoordinateTransform back;

    Vn2000() {
        CRSFactory systems = new CRSFactory();
        CoordinateReferenceSystem grid = systems.createFromParameters("VN-2000", GRID);
        CoordinateReferenceSystem geographic = systems.createFromParameters("WGS-84", GEOGRAPHIC);
        CoordinateTransformFactory transforms = new CoordinateTransformFactory();
        this.forward = transforms.createTransform(geographic, grid);
        this.back = transforms.createTransform(grid, geographic);
    }

    /** Degrees to metres; empty for a place that the grid does not reach. */
    Optional<Position> toGrid(Position degrees) {
        return transformed(forward, degrees).filter(Vn2000::isOnGrid);
    }

    /** Metres to degrees; empty for what is not in Vietnam, as when east and north are exchanged. */
    Optional<Position> toDegrees(Position metres) {
        return isOnGrid(metres) ? transformed(back, metres) : Optional.empty();
    }

    private static Optional<Position> transformed(CoordinateTransform transform, Position from) {
        try {
            ProjCoordinate to =
                    transform.transform(new ProjCoordinate(from.east(), from.north()), new ProjCoordinate());
            return Optional.of(new Position(to.x, to.y));
        } catch (Proj4jException e) {
            return Optional.empty();
        }
    }

    private static boolean isOnGrid(Position metres) {
        return metres.east() >= LEAST_EAST
                && metres.east() <= MOST_EAST
                && metres.north() >= LEAST_NORTH
                && metres.north() <= MOST_NORTH;
    }

    /** Longitude and latitude in degrees, or metres; east before north. */
    record Position(double east, double north) {}
}
