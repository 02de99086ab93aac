"""The examples of docs/examples are understood by the programs that they are for."""

import shutil
import subprocess
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
CADDY = shutil.which("caddy")


@pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="systemd-analyze is missing on this computer."
)
def test_systemd_understands_the_unit_and_calls_it_safe(tmp_path: Path) -> None:
    unit = tmp_path / "companion-endpoint.service"
    text = (EXAMPLES / unit.name).read_text()
    assert "endpoint serve" in text
    unit.write_text(text.replace("/usr/local/bin/companion", "/bin/true"))
    for words in (["verify", str(unit)], ["security", "--offline=true", "--threshold=25", unit]):
        done = subprocess.run(
            ["systemd-analyze", *words], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert unit.name not in done.stderr


@pytest.mark.skipif(not NGINX, reason="The web server nginx is missing on this computer.")
@pytest.mark.parametrize("name", ["nginx.conf", "nginx-static.conf"])
def test_nginx_understands_the_example(tmp_path: Path, name: str) -> None:
    keys = ["-keyout", f"{tmp_path}/privkey.pem", "-out", f"{tmp_path}/fullchain.pem"]
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=x", *keys]
    subprocess.run(make, capture_output=True, check=True)
    site = (EXAMPLES / name).read_text()
    for there in ("/etc/ssl/companion", "/var/log/nginx"):
        site = site.replace(there, str(tmp_path))
    (tmp_path / "site.conf").write_text(site)
    whole = tmp_path / "whole.conf"
    whole.write_text(
        f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{ include {tmp_path}/site.conf; }}\n"
    )
    done = subprocess.run(
        [NGINX or "", "-t", "-c", whole, "-e", tmp_path / "error.log"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not CADDY, reason="The web server caddy is missing on this computer.")
def test_caddy_understands_the_example_and_passes_no_address_on() -> None:
    file = str(EXAMPLES / "Caddyfile")
    words = [CADDY or "", "adapt", "--adapter", "caddyfile", "--config", file]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for header in ("X-Forwarded-For", "X-Real-IP", "Forwarded"):
        assert f'"{header}"' in done.stdout
    assert '"logging"' not in done.stdout


@pytest.mark.parametrize("name", ["nginx.conf", "nginx-static.conf", "Caddyfile"])
def test_no_example_keeps_addresses(name: str) -> None:
    text = (EXAMPLES / name).read_text()
    if name == "Caddyfile":
        assert "log" not in text.replace("It logs no calls", "").split()
        assert "-X-Forwarded-For" in text
    else:
        assert "access_log off;" in text
        assert " crit;" in text
