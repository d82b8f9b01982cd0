"""When and where we meet: slots, rooms, appointments, and who is waiting at the front desk."""
