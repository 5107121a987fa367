import proj4 from 'proj4';

/**
 * VN-2000, Transverse Mercator, central meridian 105°00', zone 3° (EPSG:5897). The shift to WGS-84 is that of Decision
 * 05/2007/QĐ-BTNMT; its rotations are given for the coordinate frame and change their sign for proj4.
 */
const VN2000_105 =
  '+proj=tmerc +lat_0=0 +lon_0=105 +k=0.9999 +x_0=500000 +y_0=0 +ellps=WGS84 ' +
  '+towgs84=-191.90441429,-39.30318279,-111.45032835,0.00928836,-0.01975479,0.00427372,0.252906278 +units=m +no_defs';

const converter = proj4('EPSG:4326', VN2000_105);

export interface PlanePosition {
  /** Metres from the equator; the Vietnamese X. */
  north: number;
  /** Metres, 500,000 on the central meridian; the Vietnamese Y. */
  east: number;
}

export function toVn2000(lat: number, lon: number): PlanePosition {
  const [east, north] = converter.forward([lon, lat]);
  return { north: north ?? Number.NaN, east: east ?? Number.NaN };
}

export function fromVn2000({ north, east }: PlanePosition): { lat: number; lon: number } {
  const [lon, lat] = converter.inverse([east, north]);
  return { lat: lat ?? Number.NaN, lon: lon ?? Number.NaN };
}
