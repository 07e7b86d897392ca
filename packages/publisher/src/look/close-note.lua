-- Records a request's outcome and removes its note, in one step. Of an interaction that is over meanwhile, and with it
-- the note, only the dead letter is left to keep, also if another interaction has its id by now.
-- KEYS[1] interaction, KEYS[2] dead
-- ARGV[1] the note as written, ARGV[2] what the desktop shows now, JSON; "" if the request changed nothing
-- ARGV[3] reuse as read, ARGV[4] interaction id, ARGV[5] what was done: lines of `stored/events-field.ts`, or ""
-- ARGV[6] most dead letters to keep, ARGV[7] field of the desktop, ARGV[8] field of the note
-- ARGV[9...] fields and values of a dead letter, if it became one
-- Returns how many old dead letters were dropped for it, or -1 if the note was replaced.
-- @include note-changes
-- @include join-events
-- @include keep-dead-letter
-- @include refuse-moved
local interaction, dead = KEYS[1], KEYS[2]
local note, desktop, reuse, id, events, mostDead, FIRST_FIELD = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6], 9
local DESKTOP, NOTE = ARGV[7], ARGV[8]

local knownNote, state, knownReuse, knownEvents = unpack(redis.call('HMGET', interaction, NOTE, 'state', 'reuse', 'events'))
if state and (knownReuse or '0') == reuse then
  if knownNote ~= note then return -1 end
  redis.call('HDEL', interaction, NOTE)
  if desktop ~= '' then redis.call('HSET', interaction, DESKTOP, desktop) end
  if events ~= '' then redis.call('HSET', interaction, 'events', joinEvents(knownEvents, events)) end
  noteChanges({ id })
end
if #ARGV < FIRST_FIELD then return 0 end
return keepDeadLetter(dead, mostDead, unpack(ARGV, FIRST_FIELD))
