-- For wrk: requests from a file, one path a line, each with a running number where it has {n}; headers come
-- from the call of wrk. The numbers make each request another one, so that no cache can have its answer.
-- Arguments: the file, the first number. Prints one line of JSON at the end.

local requests, number, turn = {}, 0, 0

function init(arguments)
  number = tonumber(arguments[2])
  for line in io.lines(arguments[1]) do
    local pieces = {}
    for piece in (line .. "{n}"):gmatch("(.-){n}") do pieces[#pieces + 1] = piece end
    requests[#requests + 1] = pieces
  end
end

function request()
  turn, number = turn % #requests + 1, number + 1
  return wrk.format("GET", table.concat(requests[turn], number))
end

function done(summary, latency, rates)
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "microseconds": %d, "bytes": %d, "p50": %.0f, "p99": %.0f, "refused": %d, "broken": %d}\n',
    summary.requests, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
