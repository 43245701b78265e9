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
    is_verified boolean not null, is_user_added boolean not null, note text
);

-- Grain: one row per area, period and source: a routine rate that an office announced. What it did not state is null.
create table published_routine (
    area_code text not null,
    kind text not null check (kind in ('bulan', 'bt', 'tahun')),
    period_start date not null,
    period_end date not null,        -- inclusive
    label text not null,             -- "Bulan Timbang Februari 2025", "tahun 2019"
    value_pct double not null,       -- 0-100, as announced
    stunted_n bigint,
    base_n bigint,                   -- the denominator
    base text not null,              -- "balita diukur", "balita ditimbang"; "" where the denominator was not stated
    target_n bigint,
    coverage_pct double,             -- as announced; may exceed 100
    source text not null,
    source_url text,
    is_verified boolean not null,    -- two sources agree
    note text
);

-- Grain: one row per desa, puskesmas, month, sex and age group; counts of children, one record per child and month.
-- A village report that has no children behind it gives one row per desa and month with sex 'mf' and age group '0-59'.
-- Rows lie by month and then by desa, so that a month and an area are read without the rest.
create table growth (
    desa_code text not null,
    puskesmas_id text not null,      -- "" where the file names none
    year integer not null,
    month integer not null check (month between 1 and 12),
    sex text not null check (sex in ('m', 'f', 'mf')),
    age_group text not null check (age_group in ('0-5', '6-11', '12-23', '24-35', '36-47', '48-59', '0-59')),
    target_n bigint,                 -- children listed, null where the lists have only measured children
    weighed_n bigint not null,
    measured_n bigint not null,      -- with a valid TB/U: the denominator of stunting
    stunted_n bigint not null,
    severely_stunted_n bigint,       -- null in village reports
    weight_for_age_n bigint not null,    -- with a valid BB/U: the denominator of underweight
    underweight_n bigint not null,
    severely_underweight_n bigint,       -- null in village reports
    weight_for_height_n bigint not null, -- with a valid BB/TB: the denominator of wasting and overweight
    wasted_n bigint not null,
    severely_wasted_n bigint,            -- null in village reports
    overweight_n bigint not null,        -- BB/TB above +2 SD
    flagged_n bigint not null,       -- children whose only TB/U values are implausible
    moved_n bigint not null,         -- children listed in another desa in their month before
    gained_n bigint,                 -- N: the export says they gained weight; null where it says nothing of anybody
    gain_known_n bigint,             -- D': N or T; never first visits or children not weighed the month before
    label_n bigint,                  -- children with a TB/U label of the export, null without labels
    label_stunted_n bigint,
    label_severely_stunted_n bigint,
    origin text not null check (origin in ('individu', 'laporan_desa')),
    is_sample boolean not null
);

-- Grain: as growth, with a window in place of the month; a child counts once per window, with its last valid values.
-- Rows lie by window and then by desa.
create table growth_window (
    window_key text not null,
    desa_code text not null,
    puskesmas_id text not null,
    sex text not null check (sex in ('m', 'f', 'mf')),
    age_group text not null check (age_group in ('0-5', '6-11', '12-23', '24-35', '36-47', '48-59', '0-59')),
    target_n bigint,
    weighed_n bigint not null,
    measured_n bigint not null,
    stunted_n bigint not null,
    severely_stunted_n bigint,
    weight_for_age_n bigint not null,
    underweight_n bigint not null,
    severely_underweight_n bigint,
    weight_for_height_n bigint not null,
    wasted_n bigint not null,
    severely_wasted_n bigint,
    overweight_n bigint not null,
    flagged_n bigint not null,
    moved_n bigint not null,
    gained_n bigint,
    gain_known_n bigint,
    label_n bigint,
    label_stunted_n bigint,
    label_severely_stunted_n bigint,
    origin text not null check (origin in ('individu', 'laporan_desa')),
    is_sample boolean not null
);

-- Grain: one row per kabupaten (its code stands in desa_code) that delivered only its totals, month or window, and origin.
-- Not one of its desa is in growth or growth_window; a month has window_key '', a window year and month 0.
create table growth_total as
select '' as window_key, * from growth
union all by name
select *, 0 as year, 0 as month from growth_window
limit 0;

-- What was counted of months, Bulan Timbang and years, under one name. A month has window_key '', a window year and
-- month 0: a question that binds all three reads one of the two tables, and the totals beside it.
create view counted as
select '' as window_key, * from growth
union all by name
select *, 0 as year, 0 as month from growth_window
union all by name
select * from growth_total;

-- Grain: one row per kabupaten (its code stands in desa_code), month or window, sex, age group and origin; sums of
-- `counted`, so that a question about the nation does not add up every desa. Lists with and without a target stay apart.
create table counted_kabupaten as select * from counted limit 0;

-- Grain: one row per desa, puskesmas, month or window, and origin; sums of `counted` over sex and age. Rows lie by
-- kabupaten, then by period, then by desa, so that all periods of an area are read without the rest of the country.
create table counted_desa as select * from counted limit 0;

-- Grain: one row per desa, puskesmas and period of mode publik: which of its counts are published only together with those
-- of other desa (docs/privacy.md). Filled where a release has many desa; where it is empty the program works it out when
-- it is asked. Rows lie as in counted_desa.
-- *_bundle: the same number in all cells that are published together, null where a cell stands alone.
-- *_size:   cells of the bundle; below 0 where no figure with the cell is published; null where it stands alone.
create table public_bundle (
    window_key text not null,
    year integer not null,
    month integer not null,
    desa_code text not null,
    puskesmas_id text not null,
    measured_bundle integer,
    measured_size integer,
    stunted_bundle integer,
    stunted_size integer,
    severely_stunted_bundle integer,
    severely_stunted_size integer,
    underweight_bundle integer,
    underweight_size integer,
    severely_underweight_bundle integer,
    severely_underweight_size integer,
    wasted_bundle integer,
    wasted_size integer,
    severely_wasted_bundle integer,
    severely_wasted_size integer,
    overweight_bundle integer,
    overweight_size integer,
    gain_known_bundle integer,
    gain_known_size integer,
    gained_bundle integer,
    gained_size integer,
    target_bundle integer,
    target_size integer,
    flagged_bundle integer,
    flagged_size integer,
    moved_bundle integer,
    moved_size integer
);

-- Grain: one row per kabupaten, province and country, and period of mode publik, where public_bundle is filled: which
-- counts of all its children are hidden.
create table public_area (
    window_key text not null,
    year integer not null,
    month integer not null,
    level text not null,
    area_code text not null,
    measured_hidden boolean not null,
    stunted_hidden boolean not null,
    severely_stunted_hidden boolean not null,
    underweight_hidden boolean not null,
    severely_underweight_hidden boolean not null,
    wasted_hidden boolean not null,
    severely_wasted_hidden boolean not null,
    overweight_hidden boolean not null,
    gain_known_hidden boolean not null,
    gained_hidden boolean not null,
    target_hidden boolean not null,
    flagged_hidden boolean not null,
    moved_hidden boolean not null
);

-- Grain: one row per posyandu of the table posyandu and month; counts of the children seen there, as in growth.
create table growth_posyandu (
    posyandu_id text not null,
    desa_code text not null,
    puskesmas_id text not null,
    year integer not null,
    month integer not null check (month between 1 and 12),
    target_n bigint,
    weighed_n bigint not null,
    measured_n bigint not null,
    stunted_n bigint not null,
    severely_stunted_n bigint not null,
    weight_for_age_n bigint not null,
    underweight_n bigint not null,
    severely_underweight_n bigint not null,
    weight_for_height_n bigint not null,
    wasted_n bigint not null,
    severely_wasted_n bigint not null,
    overweight_n bigint not null,
    flagged_n bigint not null,
    moved_n bigint not null,
    gained_n bigint,
    gain_known_n bigint,
    is_sample boolean not null
);

-- Grain: one row per window in which a child counts once: a weighing window (Bulan Timbang), or a calendar year.
create table weighing_window (
    key text not null,               -- "2025-08", or a name the user gave; "2025" for a year
    label text not null,             -- "Bulan Timbang Agustus 2025", "tahun 2025"
    kind text not null check (kind in ('bulan_timbang', 'tahun')),
    start_date date not null,
    end_date date not null,          -- inclusive
    is_sample boolean not null
);

-- Grain: one row per desa, year and kind of an official number of children to be reached.
create table routine_target (
    desa_code text not null,
    year integer not null,
    kind text not null check (kind in ('riil', 'proyeksi')),
    target_n bigint not null,
    source text not null,
    is_sample boolean not null
);

-- Grain: one row per desa, puskesmas, month and item of the monthly village report; item is the column number of the raw
-- file.
create table village_report (
    desa_code text not null,
    puskesmas_id text not null,
    year integer not null,
    month integer not null check (month between 1 and 12),
    item integer not null,
    value_n bigint not null
);

-- Grain: one row per puskesmas named in a file. Its area is what its desa are, never a kecamatan.
create table puskesmas (
    id text not null,                -- "3514-kejayan"
    name text not null,
    kabupaten_code text not null,
    is_sample boolean not null
);

-- Grain: one row per puskesmas and desa; child_n children of the desa seen under it, ever.
create table puskesmas_desa (
    puskesmas_id text not null,
    desa_code text not null,
    child_n bigint not null
);

-- Grain: one row per posyandu with at least five children.
create table posyandu (
    id text not null,
    name text not null,
    desa_code text not null,
    puskesmas_id text not null,
    child_n bigint not null,
    is_sample boolean not null
);

-- Grain: one row per unit and month; only units with at least 20 measured children in the month.
create table quality (
    level text not null check (level in ('kabupaten', 'puskesmas', 'posyandu')),
    unit_id text not null,           -- kabupaten code, puskesmas.id or posyandu.id
    kabupaten_code text not null,
    year integer not null,
    month integer not null check (month between 1 and 12),
    listed_n bigint not null,        -- children in the lists
    height_n bigint not null,        -- with a height
    haz_n bigint not null,           -- with a valid TB/U
    haz_mean double,
    haz_sd double,
    waz_n bigint not null,
    waz_sd double,
    whz_n bigint not null,
    whz_sd double,
    haz_flagged_n bigint not null,
    waz_flagged_n bigint not null,
    whz_flagged_n bigint not null,
    male_n bigint not null,
    female_n bigint not null,
    height_digits bigint[10] not null,   -- how often the last digit of the height (one decimal) is 0 ... 9
    weight_digits bigint[10] not null,
    age_months bigint[60] not null,      -- children by completed month of age, 0 ... 59
    posture_missing_n bigint not null,
    posture_unusual_n bigint not null,   -- standing under 24 months or lying from 24 months
    height_missing_n bigint not null,    -- weighed without a height
    weight_missing_n bigint not null,    -- with a height, not weighed
    day_missing_n bigint not null,       -- listed, not measured
    unchanged_n bigint not null,         -- same height as in the month before, at least 25 days apart
    shrunk_n bigint not null,            -- shorter than in the month before by more than 1 cm
    is_sample boolean not null
);

-- Grain: one row per import that is part of this release. No file name, no row.
create table import_batch (
    id text not null,
    kabupaten_code text not null,
    imported_at text not null,
    file_n bigint not null,
    used_n bigint not null,
    rejected_n bigint not null,
    first_period integer not null,   -- year * 100 + month
    last_period integer not null,
    files_sha256 text                -- of the imported files, separated by ";"
);

-- Grain: one row per desa and lokus year. Who is in the list of the year before and not in this one has left it.
create table lokus (
    desa_code text not null,
    lokus_year integer not null,
    decided_year integer,                -- of the rembuk that decided it
    status text not null check (status in ('baru', 'lanjutan')),
    decree text,                         -- number of the SK
    source text not null,
    is_sample boolean not null,
    decree_date date,
    is_user_added boolean not null default false,
    note text
);

-- Grain: one row per kabupaten, lokus year and source: how many desa were announced where their names were not.
create table lokus_announced (
    kabupaten_code text not null,
    lokus_year integer not null,
    decided_year integer,
    desa_n integer not null,
    kecamatan_n integer,                 -- null where it was not stated
    breakdown text,                      -- "Kejayan 6; Puspo 5", as announced
    source text not null,
    source_url text,
    is_verified boolean not null,        -- two sources agree
    note text
);

-- Grain: one row per desa, year and key: what a kabupaten weighs besides growth (families at risk, services, own columns).
create table desa_figure (
    desa_code text not null,
    year integer not null,
    key text not null,                   -- krs_n, family_n, service_received_n, service_due_n, one of the recap of
                                         -- families (build/family_recap.py), or a key of desa_figure_kind
    value double not null,
    source text not null,
    is_sample boolean not null,
    is_user_added boolean not null default false
);

-- Grain: one row per own column of a kabupaten.
create table desa_figure_kind (
    kabupaten_code text not null,
    key text not null,                   -- "own_jarak_faskes"
    label text not null,
    unit text not null,
    is_higher_worse boolean not null
);

-- Grain: one row per area, year, period and service: who was to be reached, and who was. Where a report goes no further
-- down than kecamatan or kabupaten, that is the area; rows of an area and of what lies inside are never added.
create table service (
    area_code text not null,
    year integer not null,
    period text not null check (regexp_matches(period, '^(tahun|s[12]|tw[1-4]|m(0[1-9]|1[0-2]))$')),
    service_key text not null,           -- of stunting/services/registry.py
    numerator_n bigint,                  -- null where not scheduled or not reported
    denominator_n bigint,
    is_scheduled boolean not null,       -- false: "tidak dijadwalkan", which is not 0
    source text not null,
    is_sample boolean not null,
    is_user_added boolean not null default false
);

-- Grain: one row per area, service and year: the coverage to be reached. area_code is "00" for the nation.
create table service_target (
    area_code text not null,
    service_key text not null,
    year integer not null,
    value_pct double not null,
    source text not null,
    is_verified boolean not null,
    is_user_added boolean not null default false
);

-- Grain: one row per event of a campaign (kampanye, kegiatan): official programme, no private person.
create table campaign_event (
    id text not null,
    event_date date not null,
    area_code text not null,             -- the lowest area that is known
    place text,                          -- "Balai Desa Mulya Agung"
    title text not null,
    kind text not null,
    organiser text not null,
    partners text,
    participant_n bigint,                -- null where nobody counted
    material text,
    source text not null,
    source_url text,
    is_verified boolean not null,        -- two sources agree
    is_sample boolean not null,
    is_user_added boolean not null default false,
    note text
);

-- Grain: one row per area, year, source of money and activity.
create table village_fund (
    area_code text not null,             -- desa, or the area a budget is for where it is not split further
    year integer not null,
    fund text not null check (fund in ('DD', 'ADD', 'APBD', 'DAK', 'BOK', 'BUMDES', 'CSR', 'LAIN')),
    activity text not null,
    budget_rp bigint not null,
    realised_rp bigint,                  -- null where it is not known yet
    is_direct boolean not null,          -- reaches the target group itself
    source text not null,
    is_sample boolean not null,
    is_user_added boolean not null default false
);

-- Grain: one row per area, indicator, moment and source: a count that an office announced and this program cannot check.
create table published_count (
    area_code text not null,
    indicator text not null,             -- "anak_berisiko", "keluarga_berisiko", "orang_tua_asuh" ...
    year integer not null,
    month integer,                       -- null where it was not stated
    value_n bigint not null,
    unit text not null,                  -- "anak", "keluarga"
    source text not null,
    source_url text,
    is_verified boolean not null,
    note text
);

-- Grain: one row per area, programme, day and key of a foster programme, as the kabupaten released it. A count of 1-4, and
-- what would tell one, was left out before it came here (value_n null, is_hidden).
create table foster_summary (
    area_code text not null,             -- kabupaten or kecamatan
    programme text not null,
    as_of date not null,
    key text not null,
    value_n bigint,
    is_hidden boolean not null,
    source text not null,
    is_sample boolean not null
);

-- Grain: one row per kabupaten whose figures were delivered as a signed file (docs/province.md).
create table delivery (
    kabupaten_code text not null,
    release_id text not null,            -- of the kabupaten, from which the file was made
    release_created_at text not null,    -- ISO 8601 with offset, as the three below
    exported_at text not null,
    received_at text not null,           -- not part of the content hash
    last_import_at text not null,        -- "" where the figures were not imported
    content_sha256 text not null,        -- of the tables of that release
    file_sha256 text not null,           -- of the file as received
    signed_by text not null,             -- fingerprint of the key, as `release key show` prints it
    mode text not null check (mode in ('publik', 'internal')),
    app_version text not null,
    first_period integer not null,       -- year * 100 + month of the first and last month with counts, 0 without any
    last_period integer not null,
    is_sample boolean not null
);

-- Grain: one row per delivered kabupaten and what keeps its figures from being compared with those of others.
create table delivery_difference (
    kabupaten_code text not null,
    kind text not null,                  -- zscore, counting, register, program, window, age, report, label, target, detail, withheld
    sentence text not null
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
