-- Tables of the working database.


-- Grain: one row per written place of a batch that was named.
create table named_place (
    seq integer,
    place_no integer,
    desa_code text
);

-- Grain: one row per child and measuring day, or child and month where it is only listed.
-- Measures are whole numbers, so that no comparison with a limit and no sum depends on rounding or order.
create table visit (
    child uhugeint,              -- hash of the key of the child
    is_temporary boolean,        -- known by name, birth date and parents alone
    seq integer,                 -- of the batch
    row_id bigint,
    file_no integer,
    desa_code text,
    puskesmas_id text,
    posyandu_id text,
    sex text,
    measured_on date,
    period integer,              -- year * 100 + month
    day_no integer,              -- year * 10000 + month * 100 + day, day 0 where the child is only listed
    age_days integer,
    is_complete_list boolean,
    weight_g integer,
    height_mm integer,
    posture text,
    haz_i smallint,              -- valid z * 100, null where there is none or it is flagged
    waz_i smallint,
    whz_i smallint,
    is_haz_flagged boolean,
    is_waz_flagged boolean,
    is_whz_flagged boolean,
    label_haz text,              -- null without a label
    weight_gain text,            -- N, T, O, B, null where nothing is written or nothing was weighed
    value_hash ubigint           -- of everything that a correction may change
);

-- Grain: one row per weighing window and calendar year; span is its number.
create table span (
    span integer,
    key text,
    label text,
    kind text,                   -- bulan_timbang or tahun
    start_date date,
    end_date date,
    start_period integer,
    end_period integer
);

-- Grain: one row per kind of span, span and child.
-- A record of a window has only what is counted of windows; the rest is null.
create table record (
    kind text,                   -- month: span is year * 100 + month; window: span is its number
    span integer,
    child uhugeint,
    is_temporary boolean,
    desa_code text,
    puskesmas_id text,
    posyandu_id text,
    sex text,
    age_days integer,
    measured_on date,
    weight_g integer,
    height_mm integer,
    height_on date,
    height_age_days integer,
    height_posture text,
    haz_i smallint,
    waz_i smallint,
    whz_i smallint,
    is_haz_flagged boolean,      -- only implausible values
    is_waz_flagged boolean,
    is_whz_flagged boolean,
    label_haz text,
    weight_gain text,
    is_moved boolean,            -- listed in another desa in its latest earlier month
    height_before_mm integer,    -- of the calendar month before
    height_before_on date
);

-- Grain: one row per kind, span and desa whose lists hold the unmeasured children as well.
create table complete_list (
    kind text,
    span integer,
    desa_code text
);

-- Grain: one row per line and item of the village reports of all batches.
create table village_line (
    seq integer,
    file_no integer,
    row_no bigint,
    desa_code text,
    puskesmas_id text,
    period integer,
    item integer,
    value_n bigint
);

-- Grain: one row per line of the target sheets of all batches.
create table target_line (
    seq integer,
    row_no bigint,
    desa_code text,
    year integer,
    kind text,
    target_n bigint,
    source text
);

-- Grain: one row per batch and facility named in it.
create table facility (
    seq integer,
    id text,
    kind text,                   -- puskesmas or posyandu
    name text
);

-- Grain: one row per batch; rows whose place waits for review.
create table waiting (
    seq integer,
    row_n bigint
);
