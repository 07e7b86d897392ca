-- Claims the oldest entry that a consumer has held too long, one at a time: it will be processed by itself, and how often
-- that was tried is its delivery count less the first delivery, in a batch. A killed replica's other entries stay uncounted.
-- KEYS[1] segments; ARGV[1] group, ARGV[2] consumer, ARGV[3] how long it must have been held (ms)
-- Returns {entry id, fields, deliveries}, or nothing.
local pending = redis.call('XPENDING', KEYS[1], ARGV[1], 'IDLE', ARGV[3], '-', '+', 1)[1]
if not pending then return false end
local entry = redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], ARGV[3], pending[1])[1]
if not entry then return false end
return { entry[1], entry[2], pending[4] + 1 }
