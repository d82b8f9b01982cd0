from django.db import models

from connexions.ground.base.models import Identified, Published
from connexions.registers.directory.models.service import Service


class CostOption(Identified, Published):
    """One thing it costs. A service without any is not known to be free; one of nought says that it is."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="costs")
    option = models.CharField(max_length=200, blank=True, help_text="For whom, or for what.")
    amount = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    description = models.TextField(blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)


class Language(Identified, Published):
    """A language in which the service is given."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="languages")
    code = models.CharField(max_length=10, blank=True)
    name = models.CharField(max_length=100)


class Contact(Identified, Published):
    """Somebody, or a desk, to ask for. Work addresses alone: the directory is public."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)


class Phone(Identified, Published):
    """A number of the service, or of one of its contacts."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="phones")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.CASCADE, related_name="phones")
    number = models.CharField(max_length=40)
    extension = models.CharField(max_length=10, blank=True)
    description = models.CharField(max_length=200, blank=True)


class ServiceArea(Identified, Published):
    """Where those must live who use the service."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="areas")
    name = models.CharField(max_length=200, blank=True)
    extent = models.TextField(blank=True)
    uri = models.URLField(max_length=300, blank=True)


class Funding(Identified, Published):
    """Who pays for the service."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="funding")
    source = models.CharField(max_length=500)
