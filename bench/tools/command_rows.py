"""The durable command (state + event + leaf, fsync before the answer) beside a bare program doing the same statements.
SPDX-License-Identifier: Apache-2.0"""
import json
import shutil
import statistics
import struct
import subprocess
import uuid

from measure import CLUE, Server
from server_rows import names


def body_file(bench):
    path = bench.tmp / 'clue.json'
    path.write_text(json.dumps(CLUE, ensure_ascii=False))
    return path


def load(bench, server, token, clients, count):
    """COUNT clues a client, after a short run that is not counted."""
    targets = bench.tmp / f'targets-{clients}'
    targets.write_text('/api/v1/clues\n' * clients)
    out = subprocess.run([bench.tools['load'], str(server.port), token, str(count), targets, body_file(bench)],
                         capture_output=True, text=True)
    if out.returncode != 0:
        raise RuntimeError('commands were refused: ' + out.stderr[:600])
    return json.loads(out.stdout)


def count_for(bench, clients):
    total = 1000 if clients == 1 else 6400
    return (total // 4 if bench.quick else total) // clients


def recorded(bench, account, clients):
    """The statements of the commands, the database as it was before, and the fsyncs of a command."""
    data = bench.copy_of_demo(f'recorded-{clients}')
    before = bench.tmp / f'before-{clients}.db'
    shutil.copy(data / 'mingjing.db', before)  # no server runs, so the WAL is empty
    wal = data / 'mingjing.db-wal'
    if wal.exists() and wal.stat().st_size > 0:
        shutil.copy(wal, str(before) + '-wal')
    record, syncs = bench.tmp / f'record-{clients}', bench.tmp / f'syncs-{clients}'
    preload = {'LD_PRELOAD': str(bench.tools['record_statements']), 'MJ_STATEMENTS': str(record), 'MJ_SYNCS': str(syncs)}
    with Server(bench.program, data, bench.tmp, preload) as server:
        token = server.sign_in(account)
        at_first = struct.unpack('QQ', syncs.read_bytes())
        done = load(bench, server, token, clients, count_for(bench, clients))
        at_last = struct.unpack('QQ', syncs.read_bytes())
    spent = [(b - a) / done['commands'] for a, b in zip(at_first, at_last)]
    return record, before, spent, done['commands']


def replay(bench, record, before):
    copy = bench.tmp / f'replay-{uuid.uuid4()}.db'
    shutil.copy(before, copy)
    if (wal := before.with_name(before.name + '-wal')).exists():
        shutil.copy(wal, str(copy) + '-wal')
    out = subprocess.run([bench.tools['replay_statements'], copy, record], capture_output=True, text=True)
    for tail in ('', '-wal', '-shm'):
        copy.with_name(copy.name + tail).unlink(missing_ok=True)
    if out.returncode != 0:
        raise RuntimeError('the bare program stopped: ' + out.stderr[:600])
    return json.loads(out.stdout)


@names('command_64', 'command_1', 'fsyncs_64', 'fsyncs_1')
def commands(bench):
    account = bench.account('intake')
    rows = []
    for clients in (64, 1):
        record, before, (case_syncs, other_syncs), recorded_commands = recorded(bench, account, clients)
        ours, bare = [], []
        with Server(bench.program, bench.copy_of_demo(f'timed-{clients}'), bench.tmp) as server:
            token = server.sign_in(account)
            load(bench, server, token, clients, max(1, count_for(bench, clients) // 4))
            for _ in range(bench.rounds):
                ours.append(load(bench, server, token, clients, count_for(bench, clients)))
                again = replay(bench, record, before)
                if again['events'] < recorded_commands:
                    raise RuntimeError(f'the bare program made {again["events"]} events of {recorded_commands}')
                bare.append({**again, 'per_second': again['events'] / again['seconds']})  # the server's own among them
        value = statistics.median(one['per_second'] for one in ours)
        reference = statistics.median(one['per_second'] for one in bare)
        rows.append({'name': f'command_{clients}', 'value': value, 'unit': 'commands/s', 'reference': reference,
                     'ratio': statistics.median(a['per_second'] / b['per_second'] for a, b in zip(ours, bare)),
                     'p50_ms': statistics.median(one['p50_ms'] for one in ours),
                     'p99_ms': statistics.median(one['p99_ms'] for one in ours), 'goal': {'least': 0.4},
                     'act': 'register_clue', 'statements_a_command': bare[0]['statements'] / bare[0]['events'],
                     'commits_a_command': bare[0]['commits'] / bare[0]['events']})
        rows.append({'name': f'fsyncs_{clients}', 'value': case_syncs, 'unit': 'a command', 'other_files': other_syncs,
                     'goal': {'of': 'value', 'most': 0.1} if clients == 64 else None})
    return rows


ROWS = (commands,)
