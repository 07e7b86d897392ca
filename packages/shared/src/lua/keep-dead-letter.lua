-- Keeps a dead letter: its fields, each followed by its value. Returns how many of the oldest were dropped for it.
local function keepDeadLetter(dead, most, ...)
  local kept = redis.call('XLEN', dead)
  redis.call('XADD', dead, 'MAXLEN', '~', most, '*', ...)
  return kept + 1 - redis.call('XLEN', dead)
end
