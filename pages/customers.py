"""Customers: the groups of customers, each with a journey of its own."""

from cjwizard.ui.panels import common, customers

common.intro("customers")
customers.customers()
