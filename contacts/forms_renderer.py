"""How forms are drawn: each field by ``templates/_field.html``, each form by ``templates/_form.html``."""

from django.forms.renderers import TemplatesSetting


class LookRenderer(TemplatesSetting):
    """The product's look: ``{{ form.name.as_field_group }}`` gives label, control, help and error sentence."""

    form_template_name = "_form.html"
    field_template_name = "_field.html"
