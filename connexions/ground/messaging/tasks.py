"""What the worker does for the post room."""

from uuid import UUID

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from connexions.ground.messaging.actions import post
from connexions.ground.messaging.gateways import TryLater

MOST = 6


@app.task(
    name=post.DELIVER,
    pass_context=True,
    retry=RetryStrategy(max_attempts=MOST, exponential_wait=4, retry_exceptions=[TryLater]),
)
def deliver(context: JobContext, message_id: str) -> None:
    """Send one message; where the gateway is busy, try again after 4, 16, 64 … seconds, then give up."""
    try:
        post.deliver(message_id=UUID(message_id), by=post.POST_ROOM)
    except TryLater:
        if context.job.attempts + 1 >= MOST:
            post.give_up(message_id=UUID(message_id), by=post.POST_ROOM)
            return
        raise
