-- Writes down that somebody is about to do something, unless it was asked for before.
-- KEYS[1] act: string, what it has answered, or "" while it is done; KEYS[2] audit: stream
-- ARGV[1] how long an act is remembered (s), ARGV[2] most entries to keep, ARGV[3...] fields and values of the entry
-- Returns {"begun", id of the entry}, or {"known", what it has answered, or ""}.
local act, audit = KEYS[1], KEYS[2]
local keptSeconds, most, FIRST_FIELD = ARGV[1], ARGV[2], 3

local answered = redis.call('GET', act)
if answered then return { 'known', answered } end
redis.call('SET', act, '', 'EX', keptSeconds)
return { 'begun', redis.call('XADD', audit, 'MAXLEN', '~', most, '*', unpack(ARGV, FIRST_FIELD)) }
