-- Ends a look: records the desktop and the next reminder, and takes the interaction from the outbox unless another look
-- was requested meanwhile. Refused if there is a note, the desktop has changed since it was read, or another interaction has
-- its id by now.
-- KEYS[1] interaction, KEYS[2] outbox, KEYS[3] deadlines
-- ARGV[1] interaction id, ARGV[2] desktop as read, or "", ARGV[3] desktop, JSON
-- ARGV[4] when to remind (ms) or ""
-- ARGV[5] the look that was done, or "" if it stays in the outbox
-- ARGV[6] reuse as read, or "0"
-- Returns 1, or 0 if refused.
local known = redis.call('HMGET', KEYS[1], 'desktop', 'posting', 'state', 'look', 'reuse')
if not known[3] or known[2] or (known[1] or '') ~= ARGV[2] or (known[5] or '0') ~= ARGV[6] then return 0 end
redis.call('HSET', KEYS[1], 'desktop', ARGV[3])
if ARGV[4] == '' then
  redis.call('HDEL', KEYS[1], 'remindAt')
else
  redis.call('HSET', KEYS[1], 'remindAt', ARGV[4])
  redis.call('ZADD', KEYS[3], 'LT', ARGV[4], ARGV[1])
end
if ARGV[5] ~= '' and ARGV[5] == (known[4] or '0') then redis.call('ZREM', KEYS[2], ARGV[1]) end
return 1
