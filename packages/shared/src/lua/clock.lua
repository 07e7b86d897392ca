-- Redis' clock, in ms since the Unix epoch; and as Redis has it, in seconds and microseconds.
local function readClock()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000), time[1], time[2]
end
