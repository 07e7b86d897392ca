-- Writes a note of the request about to be made, so that whoever finds it later knows that its outcome is unknown.
-- Refused if anything that decides a look has changed since it was read.
-- KEYS[1] interaction
-- ARGV[1] look revision, ARGV[2] desktop or "", ARGV[3] note or "", ARGV[4] reuse, each as read; ARGV[5] the note, JSON
-- ARGV[6] field of the desktop, ARGV[7] field of the note
-- Returns 1, or 0 if refused.
-- @include refuse-moved
local interaction = KEYS[1]
local lookRevision, desktop, found, reuse, note = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local DESKTOP, NOTE = ARGV[6], ARGV[7]

local known = redis.call('HMGET', interaction, 'state', 'look', DESKTOP, NOTE, 'reuse')
local isRead = known[1] and (known[2] or '0') == lookRevision and (known[3] or '') == desktop and (known[4] or '') == found
  and (known[5] or '0') == reuse
if not isRead then return 0 end
redis.call('HSET', interaction, NOTE, note)
return 1
