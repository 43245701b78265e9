-- Tables of a release. Names and columns are a contract with other programs: more may be added, none is renamed.
-- No table has a row about one child.

-- Grain: one row per area of the register. code is the Kemendagri code without dots, "00" for Indonesia.
create table area (
    code text not null,
    level text not null check (level in ('negara', 'provinsi', 'kabupaten', 'kecamatan', 'desa')),
    kind text not null,
    name text not null,
    official_name text not null,
    search_name text not null,
    parent_code text,
    bps_code text,
    lat double,          -- degrees, WGS 84
    lon double,
    area_km2 double
);

-- Grain: one row per province that was divided; figures up to valid_until describe it and join to no area of today.
create table former_area (
    code text not null,
    name text not null,
    official_name text not null,
    successor_codes text not null,   -- codes in area, separated by ";"
    valid_until integer not null,
    basis text not null
);

-- Grain: one row per area, survey, year and indicator.
create table survey_estimate (
    area_code text not null,         -- area.code or former_area.code
    survey text not null check (survey in ('riskesdas', 'ssgbi', 'ssgi', 'ski')),
    year integer not null,
    indicator text not null,
    value_pct double not null,       -- 0-100, as published
    ci_low_pct double,               -- 95 % interval, null where unpublished
    ci_high_pct double,
    n bigint,                        -- children in the sample, null where unpublished
    source text not null,
    source_url text,
    is_verified boolean not null,    -- two independent sources agree
    is_user_added boolean not null,
    note text
);

-- Grain: one row per area, year and basis.
create table target (
    area_code text not null,
    year integer not null,
    value_pct double not null,
    basis text not null,
    source text not null,
    is_verified boolean not null
);

-- Grain: one row per desa, puskesmas, month, sex and age group; counts of children from routine registers.
create table growth (
    desa_code text not null,
    puskesmas_id text not null,
    year integer not null,
    month integer not null check (month between 1 and 12),
    sex text not null check (sex in ('m', 'f')),
    age_group text not null,
    target_n bigint,
    weighed_n bigint,
    measured_n bigint,
    stunted_n bigint,
    severely_stunted_n bigint
);

-- Grain: one row per desa and lokus year.
create table lokus (
    desa_code text not null,
    lokus_year integer not null,
    decided_year integer,
    status text not null,
    decree text,
    source text not null
);

-- Grain: one row per file the release was made from.
create table source (
    file text not null,
    producer text not null,
    title text not null,
    licence text not null,
    link text not null,
    accessed text not null,
    comparable_with text not null,
    sha256 text not null,
    notes text not null
);

-- Grain: one row per area that has a boundary.
create table boundary (
    code text not null,
    level text not null,
    boundary_source text not null,
    is_official boolean not null
);

-- Grain: one row per area without a boundary; it is in every table and total, and listed beside the map.
create table boundary_missing (
    code text not null,
    level text not null,
    reason text not null
);

-- Grain: one row per map: an area (scope) and the level of the units drawn inside it.
create table geometry (
    scope_code text not null,
    level text not null,
    sha256 text not null,            -- of payload_gzip; the browser's file name
    unit_n integer not null,
    drawn_n integer not null,
    payload_gzip blob not null
);

create table meta (
    key text not null,
    value text not null
);
