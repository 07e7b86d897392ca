-- Has a cue that CXone rejected tried again, in one step: it is no longer refused, its dead letter goes, and a look is requested. That
-- look posts what is owed then; what was said meanwhile is not. Refused if anything that was read has changed.
-- KEYS[1] interaction, KEYS[2] dead, KEYS[3] outbox
-- ARGV[1] interaction id, ARGV[2] id of the dead letter, ARGV[3] desktop as read, or "", ARGV[4] desktop, JSON
-- ARGV[5] reuse as read, ARGV[6] who did it: a line of `stored/events-field.ts`; ARGV[7] field of the desktop, ARGV[8] field of the note
-- Returns 1, 0 if refused, or -1 if the letter is gone.
-- @include clock
-- @include note-changes
-- @include join-events
-- @include request-look
-- @include refuse-moved
local interaction, dead, outbox = KEYS[1], KEYS[2], KEYS[3]
local id, letterId, knownDesktop, desktop, reuse, event = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local DESKTOP, NOTE = ARGV[7], ARGV[8]

local known = redis.call('HMGET', interaction, 'state', NOTE, DESKTOP, 'reuse', 'closed', 'critical', 'events')
-- while there is a note, what it closes with replaces the desktop
local isRead = known[1] and not known[2] and (known[3] or '') == knownDesktop and (known[4] or '0') == reuse and not known[5]
if not isRead then return 0 end
if redis.call('XDEL', dead, letterId) == 0 then return -1 end
redis.call('HSET', interaction, DESKTOP, desktop, 'events', joinEvents(known[7], event))
requestLook(interaction, outbox, id, false, known[6], (readClock())) -- a matcher hands it over at once
noteChanges({ id })
return 1
