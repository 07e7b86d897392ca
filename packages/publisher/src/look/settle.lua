-- Ends a look: records the desktop and the next reminder, and takes the interaction from the outbox unless another look
-- was requested meanwhile. Refused if there is a note, the desktop has changed since it was read, or another interaction has
-- its id by now.
-- KEYS[1] interaction, KEYS[2] outbox, KEYS[3] deadlines
-- ARGV[1] interaction id, ARGV[2] desktop as read, or "", ARGV[3] desktop, JSON
-- ARGV[4] when to remind (ms) or ""
-- ARGV[5] look revision of the look that was done, or "" if it stays in the outbox
-- ARGV[6] reuse as read, ARGV[7] what was done: lines of `stored/events-field.ts`, or ""
-- ARGV[8] field of the desktop, ARGV[9] field of the note; ARGV[10] "" if it is not the first outlet, which alone ends a look
-- Returns 1, or 0 if refused.
-- @include note-changes
-- @include join-events
-- @include refuse-moved
local interaction, outbox, deadlines = KEYS[1], KEYS[2], KEYS[3]
local id, knownDesktop, desktop, remindAt, doneRevision, reuse = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local events, DESKTOP, NOTE, isFirst = ARGV[7], ARGV[8], ARGV[9], ARGV[10] ~= ''

local known = redis.call('HMGET', interaction, 'state', NOTE, DESKTOP, 'reuse', 'look', 'events')
local isRead = known[1] and not known[2] and (known[3] or '') == knownDesktop and (known[4] or '0') == reuse
if not isRead then return 0 end
redis.call('HSET', interaction, DESKTOP, desktop)
if events ~= '' then redis.call('HSET', interaction, 'events', joinEvents(known[6], events)) end
noteChanges({ id })
if not isFirst then return 1 end
if remindAt == '' then
  redis.call('HDEL', interaction, 'remindAt')
else
  redis.call('HSET', interaction, 'remindAt', remindAt)
  redis.call('ZADD', deadlines, 'LT', remindAt, id)
end
if doneRevision == (known[5] or '0') then redis.call('ZREM', outbox, id) end
return 1
