-- Records a request's outcome and removes its note, in one step. Of an interaction that is over meanwhile, and with it
-- the note, only the dead letter is left to keep, also if another interaction has its id by now.
-- KEYS[1] interaction, KEYS[2] dead
-- ARGV[1] the note as written, ARGV[2] what the desktop shows now, JSON; "" if the request changed nothing
-- ARGV[3] reuse as read, or "0"
-- ARGV[4] most dead letters to keep, ARGV[5...] fields and values of a dead letter, if it became one
-- Returns how many old dead letters were dropped for it, or -1 if the note was replaced.
local known = redis.call('HMGET', KEYS[1], 'posting', 'state', 'reuse')
if known[2] and (known[3] or '0') == ARGV[3] then
  if known[1] ~= ARGV[1] then return -1 end
  redis.call('HDEL', KEYS[1], 'posting')
  if ARGV[2] ~= '' then redis.call('HSET', KEYS[1], 'desktop', ARGV[2]) end
end
if #ARGV == 4 then return 0 end
local kept = redis.call('XLEN', KEYS[2])
redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[4], '*', unpack(ARGV, 5))
return kept + 1 - redis.call('XLEN', KEYS[2])
