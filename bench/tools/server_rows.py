"""Rows of the running server: public pages, staff answers, cold start.
SPDX-License-Identifier: Apache-2.0"""
import json
import os
import random
import shutil

from measure import CLUE, Nginx, Server, get, in_turn, post, wrk

MAX_PAGES = 10000


def names(*given):
    def mark(function):
        function.names = given
        return function
    return mark


def decision_ids(port):
    """Published decisions still standing, from the public feed."""
    after, ids, gone = 0, [], set()
    while True:
        lines = get(port, f'/feed/changes?after={after}&limit=1000').decode().splitlines()
        changes = [json.loads(line) for line in lines if line]
        for change in changes:
            if change['kind'] == 'publication':
                ids.append(change['id'])
            elif change['kind'] == 'takedown':
                gone.add(change['id'])
        if len(changes) < 1000:
            return [one for one in ids if one not in gone]
        after = changes[-1]['pos']


def nginx_goal(row, least):
    return {**row, 'unit': 'pages/s', 'goal': {'least': least}}


@names('page_cached', 'page_cached_p99', 'page_made')
def pages(bench):
    with Server(bench.program, bench.demo(), bench.tmp) as server:
        ids = decision_ids(server.port)
        random.Random(1).shuffle(ids)
        root = bench.tmp / 'pages'
        (root / 'decisions').mkdir(parents=True)
        kept = []
        for one in ids[:MAX_PAGES]:
            try:
                body = get(server.port, f'/decisions/{one}')
            except RuntimeError:  # replaced by a later publication: 410
                continue
            (root / 'decisions' / one).write_bytes(body)
            kept.append(f'/decisions/{one}')
        addresses = bench.tmp / 'pages.txt'
        addresses.write_text('\n'.join(kept) + '\n')
        about = {'decisions': len(kept), 'connections': 64,
                 'bytes_mean': sum(f.stat().st_size for f in (root / 'decisions').iterdir()) // max(1, len(kept))}
        with Nginx(root, bench.tmp, len(os.sched_getaffinity(0))) as nginx:
            def reference():
                return wrk(nginx, addresses, 64, bench.seconds)
            cached = in_turn(bench.rounds, lambda: wrk(server, addresses, 64, bench.seconds), reference)
            made = in_turn(bench.rounds,
                           lambda: wrk(server, addresses, 64, bench.seconds, script='uncached.lua'), reference)
    p99 = {'name': 'page_cached_p99', 'value': cached['p99_ms'], 'unit': 'ms', 'reference': cached['reference_p99_ms'],
           'ratio': cached['p99_ratio'], 'goal': {'most': 3}}
    return [{'name': 'page_cached', **nginx_goal(cached, 0.5), **about}, p99,
            {'name': 'page_made', **nginx_goal(made, 0.3), **about}]


def small_file(bench):
    root = bench.tmp / 'small'
    root.mkdir(exist_ok=True)
    (root / 'file').write_bytes(b'x' * 2048)
    addresses = bench.tmp / 'small.txt'
    addresses.write_text('/file\n')
    return root, addresses


LISTS = ['/api/v1/cases?stage=closed', '/api/v1/cases?stage=archived', '/api/v1/cases?light=green']


def newest_cases(server, token, most=1000):
    found, after = [], ''
    while len(found) < most:
        page = json.loads(get(server.port, '/api/v1/cases' + (f'?after={after}' if after else ''), token))
        found += [row['id'] for row in page['cases']]
        after = page['next']
        if not after:
            break
    if not found:
        raise RuntimeError('the list of cases is empty')
    return found


@names('case_json', 'list_50')
def staff(bench):
    root, small = small_file(bench)
    with Server(bench.program, bench.demo(), bench.tmp) as server, Nginx(root, bench.tmp, 1) as nginx:
        token = server.sign_in(bench.account('agency_head'))
        found = newest_cases(server, token)
        cases, lists = bench.tmp / 'cases.txt', bench.tmp / 'lists.txt'
        cases.write_text('\n'.join(f'/api/v1/cases/{one}?acts=allowed' for one in found) + '\n')
        lists.write_text('\n'.join(LISTS) + '\n')
        rows = []
        for name, addresses, least in (('case_json', cases, 0.3), ('list_50', lists, 0.1)):
            row = in_turn(bench.rounds, lambda: wrk(server, addresses, 16, bench.seconds, token),
                          lambda: wrk(nginx, small, 16, bench.seconds))
            sample = get(server.port, addresses.read_text().splitlines()[0], token)
            rows.append({'name': name, **row, 'unit': 'answers/s', 'goal': {'least': least}, 'connections': 16,
                         'cases': bench.cases, 'bytes_of_one': len(sample)})
        return rows


@names('growth_page', 'growth_case', 'growth_list', 'growth_command')
def growth(bench):
    """CPU of one request on the largest demo data, as a multiple of that on the smallest."""
    if not bench.growth:
        return []
    spent = {name: {} for name in growth.names}
    for size in bench.growth:
        with Server(bench.program, bench.copy_of_demo(f'growth-{size}', size), bench.tmp) as server:
            token = server.sign_in(bench.account('agency_head', size))
            clerk = server.sign_in(bench.account('intake', size))
            for name, addresses, script in (
                    ('growth_page', [f'/decisions/{one}' for one in decision_ids(server.port)[-MAX_PAGES:]], 'uncached.lua'),
                    ('growth_case', [f'/api/v1/cases/{one}?acts=allowed' for one in newest_cases(server, token)],
                     'random.lua'),
                    ('growth_list', LISTS, 'random.lua')):
                file = bench.tmp / f'{name}.txt'
                file.write_text('\n'.join(addresses) + '\n')
                spent[name][size] = wrk(server, file, 16, bench.seconds, token, script)['cpu_us']
            before = server.cpu_seconds()
            for n in range(200):
                post(server.port, '/api/v1/clues', CLUE, clerk, f'bench-growth-{size}-{n:06}')
            spent['growth_command'][size] = (server.cpu_seconds() - before) * 1e6 / 200
        shutil.rmtree(bench.tmp / f'growth-{size}')
    first, last = min(bench.growth), max(bench.growth)
    return [{'name': name, 'value': us[last] / us[first], 'unit': f'{last}:{first}', 'cpu_us': us,
             'goal': {'of': 'value', 'most': 1.3}} for name, us in spent.items()]


@names('cold_start', 'resident')
def cold_start(bench):
    starts, resident = [], []
    for _ in range(5):
        with Server(bench.program, bench.demo(), bench.tmp) as server:
            starts.append(server.first_answer)
            resident.append(server.resident_mb())
    about = {'cases': bench.cases, 'runs': 5, 'note': 'the goal is meant for 100,000 cases'}
    return [{'name': 'cold_start', 'value': sorted(starts)[2], 'unit': 's', 'goal': {'of': 'value', 'most': 1}, **about},
            {'name': 'resident', 'value': sorted(resident)[2], 'unit': 'MB', 'goal': {'of': 'value', 'most': 150}, **about}]


ROWS = (pages, staff, growth, cold_start)
