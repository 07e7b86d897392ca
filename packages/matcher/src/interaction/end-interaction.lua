-- Ends an interaction and writes its outcome, in one step; does nothing if anything was heard of it meanwhile.
-- KEYS[1] interaction, KEYS[2] deadlines, KEYS[3] outbox, KEYS[4] outcomes
-- ARGV[1] interaction id, ARGV[2] revision and ARGV[3] endAt (ms, string) from which the outcome was computed
-- ARGV[4] "frame": final, leaves a stub: late speech is refused, and other begins anew | "silence": may resume | "forget": has not resumed
-- ARGV[5] outcome, JSON ("forget" writes none)
-- ARGV[6] oldest outcome to keep (ms), ARGV[7] how long a stub stays (s), ARGV[8] until when it may resume (ms, string)
-- ARGV[9] its revision once it has ended: updates planned before no longer count
-- ARGV[10] when the end frame was heard (ms, string), or ""
-- Returns 1, or 0 if it had changed.
local known = redis.call('HMGET', KEYS[1], 'rev', 'endAt')
if known[1] ~= ARGV[2] or known[2] ~= ARGV[3] then return 0 end

if ARGV[4] ~= 'forget' then
  local revision = redis.call('HINCRBY', KEYS[1], 'outcome', 1)
  redis.call('XADD', KEYS[4], 'MINID', '~', ARGV[6], '*',
    'interactionId', ARGV[1], 'revision', revision, 'final', ARGV[4] == 'frame' and '1' or '0', 'outcome', ARGV[5])
end
if ARGV[4] == 'silence' then
  redis.call('HSET', KEYS[1], 'closed', 'silence', 'rev', ARGV[9], 'looks', '', 'endAt', ARGV[8])
  redis.call('HDEL', KEYS[1], 'tail', 'remindAt')
  redis.call('ZADD', KEYS[2], ARGV[8], ARGV[1])
  redis.call('ZREM', KEYS[3], ARGV[1])
  return 1
end
-- looks requested of it are none of an interaction that has its id later, and neither is its outcome
local look, reuse = redis.call('HINCRBY', KEYS[1], 'look', 1), redis.call('HGET', KEYS[1], 'reuse')
redis.call('DEL', KEYS[1])
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('ZREM', KEYS[3], ARGV[1])
if ARGV[4] == 'frame' then
  redis.call('HSET', KEYS[1], 'closed', 'frame', 'rev', ARGV[9], 'endedBefore', ARGV[10], 'look', look, 'reuse', reuse or '0')
  redis.call('EXPIRE', KEYS[1], ARGV[7])
end
return 1
