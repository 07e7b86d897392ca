-- Writes a note of the request about to be made, so that whoever finds it later knows that its outcome is unknown.
-- Refused if anything that decides a look has changed since it was read.
-- KEYS[1] interaction
-- ARGV[1] look, ARGV[2] desktop or "", ARGV[3] posting or "", each as read; ARGV[4] reuse as read, or "0"; ARGV[5] the note, JSON
-- Returns 1, or 0 if refused.
local known = redis.call('HMGET', KEYS[1], 'look', 'desktop', 'posting', 'state', 'reuse')
if not known[4] or (known[5] or '0') ~= ARGV[4] then return 0 end
if (known[1] or '0') ~= ARGV[1] or (known[2] or '') ~= ARGV[2] or (known[3] or '') ~= ARGV[3] then return 0 end
redis.call('HSET', KEYS[1], 'posting', ARGV[5])
return 1
