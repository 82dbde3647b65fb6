"""What bench/run measures with: our server, nginx beside it, wrk, and pairs of figures taken in turn.
SPDX-License-Identifier: Apache-2.0"""
import http.client
import json
import os
import pathlib
import re
import signal
import socket
import statistics
import subprocess
import time

CLUE = {'source': 'inspection', 'source_detail': '日常巡查', 'summary': '巡查发现地块上新建围墙和临时房屋，未见批准文件。',
        'cause': '未经批准占用土地', 'discovered_by': '现场检查记录'}

TOOLS = pathlib.Path(__file__).resolve().parent


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def get(port, path, token=None):
    connection = http.client.HTTPConnection('127.0.0.1', port, timeout=60)
    connection.request('GET', path, headers={'Authorization': 'Bearer ' + token} if token else {})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f'GET {path}: {answer.status} {body[:300]!r}')
    return body


def post(port, path, body, token=None, key=None):
    connection = http.client.HTTPConnection('127.0.0.1', port, timeout=60)
    headers = {'Content-Type': 'application/json'}
    if token:
        headers['Authorization'] = 'Bearer ' + token
    if key:
        headers['Idempotency-Key'] = key
    connection.request('POST', path, json.dumps(body), headers)
    answer = connection.getresponse()
    text = answer.read()
    if answer.status > 299:
        raise RuntimeError(f'POST {path}: {answer.status} {text[:500]!r}')
    return json.loads(text) if text else {}


class Process:
    """A program started here and stopped by its own process id only."""

    def __init__(self, command, log, env=None):
        self.log = open(log, 'ab')
        self.process = subprocess.Popen([str(part) for part in command], stdout=self.log, stderr=self.log, env=env)

    def cpu_seconds(self):
        """Of the program and its children, user and system."""
        pid, spent = self.process.pid, 0
        children = pathlib.Path(f'/proc/{pid}/task/{pid}/children').read_text().split()
        for one in (pid, *children):
            fields = pathlib.Path(f'/proc/{one}/stat').read_text().rsplit(')', 1)[1].split()
            spent += int(fields[11]) + int(fields[12])
        return spent / os.sysconf('SC_CLK_TCK')

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


class Server(Process):
    """`mingjing serve` on a data folder; `first_answer` is seconds from exec to the first 200 of `path`."""

    def __init__(self, program, data, work, preload=None, path='/decisions'):
        self.port = free_port()
        self.said = work / f'serve-{self.port}.log'
        env = dict(os.environ, **(preload or {}))
        begun = time.monotonic()
        super().__init__([program, 'serve', '--data', data, '--listen', f'127.0.0.1:{self.port}'], self.said, env)
        try:
            self.wait_for(path, begun)
        except BaseException:
            self.stop()
            raise
        self.first_answer = time.monotonic() - begun

    def wait_for(self, path, begun):
        while True:
            try:
                get(self.port, path)
                return
            except (ConnectionError, OSError):
                if self.process.poll() is not None:
                    raise RuntimeError('the server ended: ' + self.said.read_text()[-500:])
                if time.monotonic() - begun > 120:
                    raise
                time.sleep(0.002)

    def resident_mb(self):
        status = pathlib.Path(f'/proc/{self.process.pid}/status').read_text()
        return int(re.search(r'VmRSS:\s+(\d+)', status).group(1)) / 1024

    def sign_in(self, account):
        return post(self.port, '/api/v1/session', {'username': account['username'], 'password': account['password'],
                                                   'token': True})['token']


class Nginx(Process):
    """Serves `root` as files, takes PUT under /put/."""

    def __init__(self, root, work, workers):
        self.port = free_port()
        folder = work / f'nginx-{self.port}'
        folder.mkdir(parents=True)
        (root / 'put').mkdir(exist_ok=True)
        user = 'user root;' if os.getuid() == 0 else ''
        (folder / 'nginx.conf').write_text(f'''{user} daemon off; worker_processes {workers}; pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; default_type "text/html; charset=utf-8";
  open_file_cache max=20000 inactive=60s; client_max_body_size 0; client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{self.port}; root {root}; location /put/ {{ dav_methods PUT; }} }}
}}
''')
        super().__init__(['nginx', '-p', folder, '-c', folder / 'nginx.conf'], work / 'nginx.log')
        for _ in range(500):
            try:
                socket.create_connection(('127.0.0.1', self.port), 1).close()
                return
            except OSError:
                time.sleep(0.01)
        raise RuntimeError('nginx did not start: ' + (work / 'nginx.log').read_text()[-500:])


def wrk(server, addresses, connections, seconds, token='', script='random.lua'):
    """{per_second, p99_ms, cpu_us} of GETs of the lines of the file `addresses`, in the order the script takes them, to
    `server`, a Server or Nginx."""
    port, before = server.port, server.cpu_seconds()
    env = dict(os.environ, BENCH_ADDRESSES=str(addresses), BENCH_TOKEN=token)
    command = ['wrk', '-t', '2', '-c', str(connections), '-d', f'{seconds}s', '-s', str(TOOLS / script),
               f'http://127.0.0.1:{port}']
    out = subprocess.run(command, env=env, capture_output=True, text=True, check=True, timeout=seconds + 60).stdout
    line = re.search(r'^RESULT (.*)$', out, re.M)
    if not line:
        raise RuntimeError('wrk said nothing: ' + out[-500:])
    result = json.loads(line.group(1))
    if result['refused'] or not result['requests']:
        raise RuntimeError(f'wrk: {result}')
    return {'per_second': result['requests'] / result['seconds'], 'p99_ms': result['p99_us'] / 1000,
            'cpu_us': (server.cpu_seconds() - before) * 1e6 / result['requests']}


def in_turn(rounds, ours, reference):
    """Both in turn; medians, and the median of the ratios taken pair by pair."""
    pairs = [(ours(), reference()) for _ in range(rounds)]
    median = lambda values: statistics.median(values)
    return {
        'value': median([a['per_second'] for a, _ in pairs]),
        'reference': median([b['per_second'] for _, b in pairs]),
        'ratio': median([a['per_second'] / b['per_second'] for a, b in pairs]),
        'p99_ms': median([a['p99_ms'] for a, _ in pairs]),
        'reference_p99_ms': median([b['p99_ms'] for _, b in pairs]),
        'p99_ratio': median([a['p99_ms'] / max(b['p99_ms'], 0.001) for a, b in pairs]),
        'cpu_us': median([a['cpu_us'] for a, _ in pairs]),
        'reference_cpu_us': median([b['cpu_us'] for _, b in pairs]),
    }
