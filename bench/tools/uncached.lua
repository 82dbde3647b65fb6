-- Random lines of BENCH_ADDRESSES, each time with a query of its own: no page is ever in the cache.
-- SPDX-License-Identifier: Apache-2.0
local threads = 0
function setup(thread) thread:set("number", threads) threads = threads + 1 end

function init()
  math.randomseed(number + 1)
  paths = {}
  stamp = os.time()
  for line in io.lines(os.getenv("BENCH_ADDRESSES")) do
    paths[#paths + 1] = line
  end
end

local asked = 0
function request()
  asked = asked + 1
  return wrk.format("GET", paths[math.random(#paths)] .. "?n=" .. number .. "-" .. stamp .. "-" .. asked)
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format('RESULT {"requests":%d,"seconds":%f,"p99_us":%d,"refused":%d}\n', summary.requests,
    summary.duration / 1e6, latency:percentile(99), e.connect + e.read + e.write + e.status + e.timeout))
end
