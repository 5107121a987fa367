-- Kc is adjusted to wind and humidity of the mid and the late stage (FAO-56 eqs. 62 and 65). All are null where it is that
-- of the crop.
alter table irrigation_field_day
    add column coefficient_table float8,
    add column climate_wind float8,
    add column climate_driest float8,
    add column climate_days integer;
comment on column irrigation_field_day.coefficient_table is 'Kc before the adjustment';
comment on column irrigation_field_day.climate_wind is 'mean of the days of the stage before this one, m/s at 2 m';
comment on column irrigation_field_day.climate_driest is 'mean of their lowest relative humidity, %';
