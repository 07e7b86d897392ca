-- Keeps a notice that could not be sent as a dead letter.
-- KEYS[1] dead
-- ARGV[1] most dead letters to keep, ARGV[2...] its fields, each followed by its value
-- Returns how many old dead letters were dropped for it.
-- @include keep-dead-letter
-- @include refuse-moved
local dead, most, FIRST_FIELD = KEYS[1], ARGV[1], 2

return keepDeadLetter(dead, most, unpack(ARGV, FIRST_FIELD))
