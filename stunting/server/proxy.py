"""The configuration of nginx: TLS, one door for all workers, and browsers that stay with theirs.

A page of Streamlit lives in the memory of one worker: its websocket, its uploads and its downloads belong together. So
whoever answers a browser first puts its number into a cookie, and the proxy goes by that. When that worker is gone, all
requests of a browser go to the same other one, which puts its own number there: the page connects again and stays.
"""

from __future__ import annotations

from pathlib import Path

from stunting.errors import StuntingError
from stunting.hall.assets import ADDRESS as ASSETS
from stunting.paths import Layout
from stunting.server.config import ServerConfig, is_loopback

COOKIE = "pekerja"
UPLOAD_MB = 200
# Streamlit pings every 30 s; an open page that nobody looks at stays.
LONG = "1h"

HEAD = """\
# Dibuat oleh `python -m stunting server proxy`; tulis ulang dengan perintah itu sesudah server.toml berubah.
# Untuk folder sites-available atau conf.d: berkas ini disertakan di dalam bagian http.

# Tanpa kueri: di sana ada wilayah yang dilihat, PIN, dan kunci.
log_format stunting '$remote_addr [$time_iso8601] "$request_method $uri" $status $body_bytes_sent '
                    '$request_time $upstream_addr';

limit_req_zone $binary_remote_addr zone=stunting_masuk:10m rate=30r/m;
limit_conn_zone $binary_remote_addr zone=stunting_sambungan_per_alamat:10m;
limit_req_status 429;
limit_conn_status 429;

map $http_upgrade $stunting_sambungan {{
    default upgrade;
    "" "";
}}

# Kuki: "<nomor proses>-<32 digit acak>".
map $cookie_{cookie} $stunting_nomor {{
    default "";
    "~^(?<n>[1-9][0-9]*)-[0-9a-f]{{32}}$" $n;
}}
map $cookie_{cookie} $stunting_tanda {{
    default $request_id;
    "~^[1-9][0-9]*-(?<t>[0-9a-f]{{32}})$" $t;
}}
map $stunting_nomor $stunting_tujuan {{
    default stunting_baru;
{by_number}
}}
# Yang benar-benar menjawab, juga sesudah pengalihan: alamat terakhir.
map $upstream_addr $stunting_penjawab {{
    default "";
{by_address}
}}
map "$stunting_penjawab=$stunting_nomor" $stunting_kuki {{
    "~^=" "";
    "~^(?<s>[0-9]+)=\\k<s>$" "";
    default "{cookie}=$stunting_penjawab-$stunting_tanda; Path={path}; HttpOnly; SameSite=Lax{secure}";
}}

# Peramban baru: proses yang paling longgar.
upstream stunting_baru {{
    zone stunting_baru 64k;
    least_conn;
{servers}
    keepalive 16;
}}
# Peramban yang prosesnya mati: semua permintaannya ke satu proses lain.
upstream stunting_lain {{
    zone stunting_lain 64k;
    hash $stunting_tanda consistent;
{servers}
    keepalive 16;
}}
# Menebak PIN dihitung per proses: alamat yang sama selalu ke proses yang sama.
upstream stunting_alamat {{
    zone stunting_alamat 64k;
    hash $remote_addr consistent;
{servers}
    keepalive 16;
}}
{singles}
"""

SINGLE = """\
upstream stunting_{number} {{
    zone stunting_{number} 64k;
    server 127.0.0.1:{port} max_fails=0;
    keepalive 16;
}}
"""

SERVER = """\
server {{
    listen {listen};
{listen6}    server_name {host};
{tls}
    access_log {logs}/akses.log stunting;
    error_log {logs}/galat.log warn;

    client_max_body_size {upload}m;
    client_body_timeout 60s;
    client_header_timeout 20s;
    send_timeout 60s;
    keepalive_timeout 65s;
    server_tokens off;
    limit_conn stunting_sambungan_per_alamat 400;
{real}
    # Sudah dikompres oleh proses; yang tersisa kecil.
    gzip on;
    gzip_proxied any;
    gzip_vary on;
    gzip_min_length 1024;
    gzip_types text/plain text/css text/javascript application/json image/svg+xml;

{security}
    # Juga pada jawaban 101: sambungan yang dialihkan menetap di proses barunya.
    add_header Set-Cookie $stunting_kuki always;

    proxy_http_version 1.1;
    proxy_set_header Host $http_host;
    proxy_set_header X-Real-IP $remote_addr;
    # Ditulis ulang, tidak disambung: yang dikirim peramban tidak dipercaya.
    proxy_set_header X-Forwarded-For $remote_addr;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_set_header X-Forwarded-Host $http_host;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection $stunting_sambungan;
    proxy_connect_timeout 3s;
    proxy_send_timeout {long};
    proxy_read_timeout {long};
    proxy_request_buffering off;
    proxy_next_upstream error timeout;
    proxy_next_upstream_tries 3;

    # Prosesnya mati atau menutup sambungan sebelum menjawab: proses lain mengambil alih.
    error_page 502 504 = @lain;

    location {path} {{
        proxy_pass http://$stunting_tujuan;
    }}
    location @lain {{
        proxy_pass http://stunting_lain;
    }}
    # Kejadian yang dikirim terus-menerus: tidak ditampung, tidak dikompres.
    location = {base}/rembuk/aliran {{
        proxy_buffering off;
        gzip off;
        proxy_pass http://$stunting_tujuan;
    }}
    # Peserta tidak punya sesi; kuki peramban yang juga membuka dasbor tidak diubah.
    location ~ ^{base}/ikuti(/|$) {{
        proxy_buffering off;
        gzip off;
        proxy_pass http://stunting_alamat;
{security_of_files}
    }}
    # Nama berkas memuat sidik isinya: sama di semua proses dan disimpan peramban selamanya.
    location ~ ^{base}/(static|app/static|{assets})/ {{
        proxy_pass http://$stunting_tujuan;
        proxy_read_timeout 60s;
        access_log off;
        # Tanpa kuki: yang boleh disimpan siapa pun tidak memuat nomor siapa pun.
{security_of_files}
    }}
    # Menebak kata sandi: tidak terlalu sering dari satu alamat; di belakang satu alamat dapat duduk seluruh aula.
    location ~ ^{base}/(masuk|oauth2callback|auth/) {{
        limit_req zone=stunting_masuk burst=60 nodelay;
        proxy_pass http://$stunting_tujuan;
    }}
}}
"""

REDIRECT = """\
server {{
    listen 80;
    listen [::]:80;
    server_name {host};
    access_log off;
    return 301 https://$host$request_uri;
}}
"""


def text(settings: ServerConfig, layout: Layout, *, certificate: Path | None = None, key: Path | None = None) -> str:
    """A file for `sites-available` of Debian's nginx.

    certificate, key: without them the ones that certbot keeps for the host

    Raises:
        StuntingError: only one of certificate and key is named.
    """
    del layout
    if (certificate is None) != (key is None):
        raise StuntingError("Sebut sertifikat dan kuncinya bersama: --cert BERKAS --key BERKAS.")
    servers = "\n".join(f"    server 127.0.0.1:{port} max_fails=1 fail_timeout=5s;" for port in settings.ports)
    numbered = list(enumerate(settings.ports, start=1))
    facts = {
        "cookie": COOKIE,
        "path": f"{settings.base_path}/",
        "base": settings.base_path,
        "secure": "; Secure" if settings.is_https else "",
        "servers": servers,
        "singles": "".join(SINGLE.format(number=number, port=port) for number, port in numbered).rstrip(),
        "by_number": "\n".join(f"    {number} stunting_{number};" for number, _ in numbered),
        "by_address": "\n".join(f'    "~:{port}$" {number};' for number, port in numbered),
        "host": settings.host,
        "logs": str(settings.log_folder),
        "upload": str(UPLOAD_MB),
        "long": LONG,
        "assets": ASSETS,
        "listen": _listen(settings),
        "listen6": ""
        if is_loopback(settings.host)
        else "    listen [::]:443 ssl http2;\n"
        if settings.is_https
        else "",
        "tls": _tls(settings, certificate, key),
        "real": _real(settings),
        "security": _security(settings),
        "security_of_files": _security(settings).replace("    ", "        "),
    }
    redirect = REDIRECT.format(**facts) if settings.is_https and not is_loopback(settings.host) else ""
    return HEAD.format(**facts) + SERVER.format(**facts) + redirect


def _listen(settings: ServerConfig) -> str:
    from urllib.parse import urlsplit

    port = urlsplit(settings.public_url).port or (443 if settings.is_https else 80)
    address = "127.0.0.1:" if is_loopback(settings.host) else ""
    return f"{address}{port}{' ssl http2' if settings.is_https else ''}"


def _tls(settings: ServerConfig, certificate: Path | None, key: Path | None) -> str:
    if not settings.is_https:
        return ""
    folder = f"/etc/letsencrypt/live/{settings.host}"
    return (
        f"    ssl_certificate {certificate or f'{folder}/fullchain.pem'};\n"
        f"    ssl_certificate_key {key or f'{folder}/privkey.pem'};\n"
        "    ssl_protocols TLSv1.2 TLSv1.3;\n"
        "    ssl_session_cache shared:stunting_tls:10m;\n"
        "    ssl_session_timeout 1d;\n"
        "    ssl_session_tickets off;\n"
    )


def _real(settings: ServerConfig) -> str:
    """Whose request it is; only what stands in front and is trusted may say so."""
    if not settings.trusted_proxies:
        return ""
    lines = [f"    set_real_ip_from {one};" for one in settings.trusted_proxies]
    return "\n".join([*lines, "    real_ip_header X-Forwarded-For;", "    real_ip_recursive on;", ""])


def _security(settings: ServerConfig) -> str:
    """Headers that a worker does not send itself; the strict ones of the hall stay as they are."""
    lines = [
        '    add_header X-Frame-Options "SAMEORIGIN" always;',
        '    add_header Permissions-Policy "camera=(), microphone=(), geolocation=(), payment=(), usb=()" always;',
    ]
    if settings.is_https:
        lines.append('    add_header Strict-Transport-Security "max-age=31536000" always;')
    return "\n".join(lines)
