-- Writes down what became of an act.
-- KEYS[1] act, KEYS[2] audit
-- ARGV[1] how long an act is remembered (s), ARGV[2] digest of what was asked for, ARGV[3] what it answered (JSON)
-- ARGV[4] most entries to keep, ARGV[5...] fields and values of the entry
-- Returns the id of the entry.
local act, audit = KEYS[1], KEYS[2]
local keptSeconds, asked, answer, most, FIRST_FIELD = ARGV[1], ARGV[2], ARGV[3], ARGV[4], 5

redis.call('SET', act, asked .. ' ' .. answer, 'EX', keptSeconds)
return redis.call('XADD', audit, 'MAXLEN', '~', most, '*', unpack(ARGV, FIRST_FIELD))
