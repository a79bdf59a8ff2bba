"""Places of a report on the map: mentions tied to a gazetteer, namesakes told apart, unknown left unknown."""

from secondsource.reading.places.locating import located

__all__ = ["located"]
