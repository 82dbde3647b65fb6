-- Random lines of the file BENCH_ADDRESSES, as BENCH_TOKEN if given. SPDX-License-Identifier: Apache-2.0
local threads = 0
function setup(thread) thread:set("number", threads) threads = threads + 1 end

function init()
  math.randomseed(number + 1)
  local headers = {}
  local token = os.getenv("BENCH_TOKEN")
  if token and token ~= "" then headers["Authorization"] = "Bearer " .. token end
  requests = {}
  for line in io.lines(os.getenv("BENCH_ADDRESSES")) do
    requests[#requests + 1] = wrk.format("GET", line, headers)
  end
end

function request() return requests[math.random(#requests)] end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format('RESULT {"requests":%d,"seconds":%f,"p99_us":%d,"refused":%d}\n', summary.requests,
    summary.duration / 1e6, latency:percentile(99), e.connect + e.read + e.write + e.status + e.timeout))
end
