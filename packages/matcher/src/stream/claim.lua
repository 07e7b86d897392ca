-- Claims the oldest entry that a consumer has held too long, one at a time, to be processed by itself. How often that
-- was tried is its delivery count less the first delivery, in a batch; a killed replica's other entries stay uncounted.
-- KEYS[1] segments
-- ARGV[1] group, ARGV[2] consumer, ARGV[3] how long it must have been held (ms)
-- ARGV[4] how many entries this consumer is processing: above 0 it does not claim its own
-- Returns {entry id, fields, deliveries}, or nil.
local segments = KEYS[1]
local group, consumer, idleMs, inHand = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])

for _, pending in ipairs(redis.call('XPENDING', segments, group, 'IDLE', idleMs, '-', '+', inHand + 1)) do
  local entryId, holder, deliveries = pending[1], pending[2], pending[4]
  if inHand == 0 or holder ~= consumer then
    local entry = redis.call('XCLAIM', segments, group, consumer, idleMs, entryId)[1]
    if entry then return { entry[1], entry[2], deliveries + 1 } end
  end
end
return false
