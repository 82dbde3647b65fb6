"""Rows without requests: log, verify, documents, search, and uploads; and what is installed.
SPDX-License-Identifier: Apache-2.0"""
import json
import os
import pathlib
import re
import shutil
import socket
import sqlite3
import statistics
import subprocess
import time

from measure import Nginx, Server
from server_rows import names

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


@names('log_append', 'log_proof')
def log(bench):
    """Reference: SHA-256 of as many blocks of 151 bytes (a leaf and its prefix) by openssl, on one core."""
    out = subprocess.run([bench.build / 'bench/log', bench.tmp / 'tiles'], capture_output=True, text=True, check=True)
    made = json.loads(out.stdout)
    shutil.rmtree(bench.tmp / 'tiles')
    speed = subprocess.run(['openssl', 'speed', '-mr', '-seconds', '2', '-bytes', '151', '-evp', 'sha256'],
                           capture_output=True, text=True, check=True).stdout
    hashes = float(re.search(r'^\+F:\d+:sha256:([\d.]+)', speed, re.M | re.I).group(1)) / 151
    return [{'name': 'log_append', 'value': made['leaves_per_second'], 'unit': 'leaves/s', 'reference': hashes,
             'ratio': made['leaves_per_second'] / hashes, 'goal': {'of': 'value', 'least': 100_000},
             'per_processor_second': made['leaves_per_processor_second']},
            {'name': 'log_proof', 'value': made['proof_us'] / 1000, 'unit': 'ms', 'goal': {'of': 'value', 'most': 1},
             'cached_ms': made['proof_cached_us'] / 1000}]


@names('verify_1m', 'verify_memory')
def verify(bench):
    data = bench.demo()
    with sqlite3.connect(f'file:{data}/mingjing.db?mode=ro', uri=True) as database:
        events = database.execute('SELECT count(*) FROM event').fetchone()[0]
    begun = time.monotonic()
    process = subprocess.Popen([str(bench.program), 'verify', '--data', str(data)], stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT)
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - begun
    if process.returncode != 0:
        raise RuntimeError('verify found: ' + said.decode(errors='replace')[:300])
    note = f'extrapolated in proportion from {events} events in {seconds:.2f} s'
    return [{'name': 'verify_1m', 'value': seconds * 1_000_000 / events, 'unit': 's (estimated)', 'events_measured': events,
             'seconds_measured': seconds, 'note': note, 'goal': {'of': 'value', 'most': 60}},
            {'name': 'verify_memory', 'value': used.ru_maxrss / 1024, 'unit': 'MB', 'events_measured': events,
             'goal': {'of': 'value', 'most': 300}}]


@names('decision_pdfs')
def documents(bench):
    out = subprocess.run([bench.build / 'bench/pdf_documents', str(bench.seconds)], capture_output=True, text=True,
                         check=True)
    made = json.loads(out.stdout)
    return [{'name': 'decision_pdfs', 'value': made['documents_per_cpu_s'], 'unit': 'PDFs/core/s', 'kib': made['kib'],
             'pages': made['pages_per_document'], 'goal': {'of': 'value', 'least': 30}}]


def searched(bench, decisions):
    """The rows of bench/portal over so many decisions, made once and kept."""
    out = subprocess.run([bench.build / 'bench/portal', str(decisions), bench.work / f'search-{decisions}'],
                         capture_output=True, text=True, check=True, timeout=3600)
    return {row['name']: row for row in map(json.loads, out.stdout.splitlines())}


@names('search_mean', 'search_p99', 'search_filtered_p99')
def search(bench):
    decisions = 20_000 if bench.quick else 200_000
    made = searched(bench, decisions)
    two = made['search_two_words']
    filtered = {name: made[f'search_two_words_{name}']['p99_us'] / 1000 for name in ('agency', 'year', 'amount', 'agency_year')}
    about = {'unit': 'ms', 'decisions': decisions}
    return [{'name': 'search_mean', 'value': two['mean_us'] / 1000, 'goal': {'of': 'value', 'most': 0.4}, **about},
            {'name': 'search_p99', 'value': two['p99_us'] / 1000, 'goal': {'of': 'value', 'most': 5}, **about},
            {'name': 'search_filtered_p99', 'value': max(filtered.values()), 'by_filter': filtered,
             'goal': {'of': 'value', 'most': 40}, **about}]


@names('growth_search', 'growth_search_filtered', 'growth_page_by_cursor')
def search_growth(bench):
    """CPU of a search over the most decisions, as a multiple of that over the fewest: the sizes of --growth."""
    if not bench.growth:
        return []
    made = {size: searched(bench, size) for size in bench.growth}
    first, last = min(bench.growth), max(bench.growth)
    rows = []
    for name, of in (('growth_search', 'search_two_words'), ('growth_search_filtered', 'search_two_words_agency_year'),
                     ('growth_page_by_cursor', 'page_by_cursor')):
        us = {size: made[size][of]['mean_us'] for size in bench.growth}
        rows.append({'name': name, 'value': us[last] / us[first], 'unit': f'{last}:{first}', 'cpu_us': us,
                     'p99_us': {size: made[size][of]['p99_us'] for size in bench.growth},
                     'goal': {'of': 'value', 'most': 1.3}})
    return rows


def exchange(port, head, file=None):
    """One request on a connection of its own, the body by sendfile; status and head of the answer."""
    with socket.create_connection(('127.0.0.1', port)) as one:
        one.sendall(head.encode())
        broken = None
        try:
            if file is not None:
                one.sendfile(file)
        except OSError as failure:  # refused on the way: the answer, if it came, says why
            broken = failure
        answer = b''
        while b'\r\n\r\n' not in answer:
            try:
                got = one.recv(65536)
            except OSError as failure:
                raise RuntimeError(f'the connection broke ({broken or failure}) after {answer[:300]!r}') from failure
            if not got:
                sent = f' after {file.tell()} bytes' if file is not None else ''
                raise RuntimeError(f'the connection was closed{sent} ({broken})')
            answer += got
    return int(answer[9:12]), answer.decode(errors='replace')


def tus(server, token, path):
    size = path.stat().st_size
    common = f'Host: 127.0.0.1:{server.port}\r\nAuthorization: Bearer {token}\r\nTus-Resumable: 1.0.0\r\n'
    begun = time.monotonic()
    status, head = exchange(server.port, f'POST /api/v1/uploads HTTP/1.1\r\n{common}Upload-Length: {size}\r\n'
                            f'Upload-Metadata: filename dmlkZW8ubXA0\r\nIdempotency-Key: bench-{time.time_ns()}\r\n'
                            'Content-Length: 0\r\n\r\n')
    if status != 201:
        raise RuntimeError('the upload was not created: ' + head[:400])
    address = re.search(r'^Location: (?:https?://[^/]+)?(\S+)', head, re.M | re.I).group(1)
    with open(path, 'rb') as file:
        status, head = exchange(server.port, f'PATCH {address} HTTP/1.1\r\n{common}Upload-Offset: 0\r\n'
                                f'Content-Type: application/offset+octet-stream\r\nContent-Length: {size}\r\n\r\n', file)
    seconds = time.monotonic() - begun
    if status != 204 or 'upload-sha256' not in head.lower():
        raise RuntimeError('the upload did not end: ' + head[:400])
    exchange(server.port, f'DELETE {address} HTTP/1.1\r\n{common}Idempotency-Key: bench-{time.time_ns()}\r\n'
             'Content-Length: 0\r\n\r\n')
    return seconds


def put(nginx, path, target):
    begun = time.monotonic()
    with open(path, 'rb') as file:
        status, head = exchange(nginx.port, f'PUT /put/{target.name} HTTP/1.1\r\nHost: 127.0.0.1\r\n'
                                f'Content-Length: {path.stat().st_size}\r\n\r\n', file)
    if status not in (201, 204):
        raise RuntimeError('PUT: ' + head[:300])
    with open(target, 'rb+') as file:
        os.fsync(file.fileno())
    seconds = time.monotonic() - begun
    target.unlink()
    return seconds


@names('upload')
def upload(bench):
    size = 256 << 20 if bench.quick else 1 << 30
    if shutil.disk_usage(bench.tmp).free < 6 * size:
        raise RuntimeError('the disk has too little room')
    path = bench.tmp / 'upload.bin'
    with open(path, 'wb') as file:
        for _ in range(size >> 20):
            file.write(os.urandom(1 << 20))
    root = bench.tmp / 'dav'
    root.mkdir()
    account = bench.account('officer')
    pairs = []
    with Server(bench.program, bench.copy_of_demo('upload'), bench.tmp) as server, Nginx(root, bench.tmp, 1) as nginx:
        token = server.sign_in(account)
        for _ in range(bench.rounds):
            pairs.append((tus(server, token, path), put(nginx, path, root / 'put' / 'file')))
    path.unlink()
    megabytes = size / 1e6
    return [{'name': 'upload', 'value': statistics.median(megabytes / a for a, _ in pairs), 'unit': 'MB/s',
             'reference': statistics.median(megabytes / b for _, b in pairs),
             'ratio': statistics.median(b / a for a, b in pairs), 'goal': {'least': 0.7}, 'bytes': size}]


@names('installed')
def installed(bench):
    """Stripped programs and the built workbench; libraries and fonts are Debian's."""
    total = 0
    for name in ('mingjing', 'mingjing-verify'):
        copy = bench.tmp / (name + '.stripped')
        subprocess.run(['strip', '-o', copy, bench.build / name], check=True)
        total += copy.stat().st_size
    web = ROOT / 'web' / 'dist'
    if not web.exists():
        raise RuntimeError('web/dist is not built')
    total += sum(file.stat().st_size for file in web.rglob('*') if file.is_file())
    return [{'name': 'installed', 'value': total / 1e6, 'unit': 'MB', 'goal': {'of': 'value', 'most': 60}}]


ROWS = (log, verify, documents, search, search_growth, upload, installed)
