"""The product's addresses."""

urlpatterns = []
