-- Moves an entry that can't be processed to the dead letters, in one step, if it is still in the stream.
-- KEYS[1] segments, KEYS[2] dead
-- ARGV[1] group, ARGV[2] entry id, ARGV[3] reason
-- ARGV[4] most dead letters to keep, ARGV[5...] fields of the entry, masked
-- Returns how many of the oldest dead letters were dropped for it, or -1 if the entry was gone.
if #redis.call('XRANGE', KEYS[1], ARGV[2], ARGV[2]) == 0 then return -1 end
local kept = redis.call('XLEN', KEYS[2])
redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[4], '*', 'reason', ARGV[3], 'entry', ARGV[2], unpack(ARGV, 5))
redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])
redis.call('XDEL', KEYS[1], ARGV[2])
return kept + 1 - redis.call('XLEN', KEYS[2])
