using System.Net;
using CryptoPay.Grains.Access;
using CryptoPay.Payments.Views;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Gateway.Tests.PaymentIntents;

/// <summary>A flow finds the payment by what the customer says.</summary>
public sealed class ResumeTests(ResumeTests.Gateway gateway) : IClassFixture<ResumeTests.Gateway>
{
    private const int WrongPerCaller = 2;

    [Fact]
    public async Task A_right_code_is_answered_as_the_payment_is()
    {
        var view = await gateway.Opened("CC-resumed");

        var answer = await Resume(view.ResumeCode, "caller-1");

        Assert.Equal((await gateway.Read("CC-resumed")).Lasting(), (await answer.View()).Lasting());
        Assert.NotEqual("", (await answer.View()).QrCodeUrl);
    }

    [Fact]
    public async Task Who_resumes_was_shown_the_order_and_who_does_not_was_shown_none()
    {
        var view = await gateway.Opened("CC-shown");
        await gateway.Send(RequestOf(view.ResumeCode, "caller-5", $"?merchant={WholeGateway.Merchant}"),
            WholeGateway.OperatorKey);
        await gateway.Send(RequestOf(Wrong(view), "caller-5", $"?merchant={WholeGateway.Merchant}"),
            WholeGateway.OperatorKey);

        var rows = await gateway.Services.GetRequiredService<IAccessLog>()
            .Read(new AccessFilter(Who: "operator"), null, 100, Requests.Cancellation);

        var shown = Assert.Single(rows).Access;
        Assert.Equal(("payment", WholeGateway.Merchant, "CC-shown"), (shown.What, shown.Merchant, shown.OrderId));
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("-")]
    public async Task It_may_stand_as_speech_recognition_writes_it(string between)
    {
        var view = await gateway.Opened($"CC-spoken{(int)between[0]}");

        var answer = await Resume(string.Join(between, view.ResumeCode.AsEnumerable()), "caller-2");

        Assert.Equal(view.OrderId, (await answer.View()).OrderId);
    }

    [Fact]
    public async Task The_answer_is_spoken_in_the_language_that_is_asked_for()
    {
        var view = await gateway.Opened("CC-spanish");
        var request = RequestOf(view.ResumeCode, "caller-3");
        request.Headers.Add("Accept-Language", "es");

        var spanish = await (await gateway.Send(request)).View();

        Assert.NotEqual(view.Message, spanish.Message);
    }

    [Fact]
    public async Task A_wrong_one_and_one_of_another_merchant_are_not_found_and_nothing_tells_them_apart()
    {
        var view = await gateway.Opened("CC-mine");
        var wrong = await Resume(Wrong(view), "caller-4");
        var others = await gateway.Send(RequestOf(view.ResumeCode, "caller-4"), WholeGateway.OtherKey);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (wrong.StatusCode, others.StatusCode));
        Assert.Equal("resume_code_not_found", await wrong.ErrorCode());
        Assert.Equal(WithoutTrace(await wrong.Text()), WithoutTrace(await others.Text()));

        static string WithoutTrace(string problem) => problem.Split("\"traceId\"")[0];
    }

    [Fact]
    public async Task Who_tries_too_many_is_told_to_wait_whatever_the_code()
    {
        var view = await gateway.Opened("CC-guessed");
        for (var i = 0; i < WrongPerCaller; i++)
            Assert.Equal(HttpStatusCode.NotFound, (await Resume(Wrong(view), "guesser")).StatusCode);

        var refused = await Resume(view.ResumeCode, "guesser");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("too_many_resume_tries", await refused.ErrorCode());
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 3_000, 3_600);
        Assert.Equal(HttpStatusCode.OK, (await Resume(view.ResumeCode, "another")).StatusCode);
    }

    [Fact]
    public async Task Inline_a_wrong_one_and_too_many_are_answers_that_can_be_spoken()
    {
        var view = await gateway.Opened("CC-inline-resume");

        var wrong = await Inline(Wrong(view));
        await Inline(Wrong(view));
        var refused = await Inline(view.ResumeCode);

        Assert.Equal(
            ("not_found", "resume_code_not_found",
                "We find no open payment with this code. A payment that is complete has no code any more."),
            (wrong.Outcome, wrong.ErrorCode, wrong.Message));
        Assert.Equal(
            ("refused", "too_many_resume_tries", "There were too many wrong codes. An agent can help you."),
            (refused.Outcome, refused.ErrorCode, refused.Message));
        Assert.Equal(("", ""), (refused.OrderId, refused.ResumeCode));
        Assert.Equal("CC-inline-resume", (await Inline(view.ResumeCode, "another in a call flow")).OrderId);

        async Task<PaymentIntentView> Inline(string code, string callerId = "in a call flow")
        {
            var request = RequestOf(code, callerId);
            request.Headers.Add("X-CryptoPay-Errors", "inline");
            return await (await gateway.Send(request)).View();
        }
    }

    [Theory]
    [InlineData("""{"resumeCode":"48291","callerId":"c"}""", "resumeCode")]
    [InlineData("""{"resumeCode":"4829170","callerId":"c"}""", "resumeCode")]
    [InlineData("""{"resumeCode":"48--2917","callerId":"c"}""", "resumeCode")]
    [InlineData("""{"resumeCode":"48291a","callerId":"c"}""", "resumeCode")]
    [InlineData("""{"resumeCode":"٤٨٢٩١٧","callerId":"c"}""", "resumeCode")]
    [InlineData("""{"resumeCode":482917,"callerId":"c"}""", "resumeCode")]
    [InlineData("""{"resumeCode":"","callerId":"c"}""", "resumeCode")]
    [InlineData("""{"callerId":"c"}""", "resumeCode")]
    [InlineData("""{"resumeCode":"482917"}""", "callerId")]
    [InlineData("""{"resumeCode":"482917","callerId":""}""", "callerId")]
    [InlineData("""{"resumeCode":"482917","callerId":"${input.callerId}"}""", "callerId")]
    [InlineData("""{"resumeCode":"482917","callerId":"a\nb"}""", "callerId")]
    public async Task What_is_no_code_or_no_caller_is_refused_by_its_name_and_is_no_try(string body, string field)
    {
        for (var i = 0; i <= WrongPerCaller; i++)
        {
            var answer = await gateway.Send(Requests.Post($"{Payments.Path}/resume", body));

            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal(
                [field], (await answer.Problem()).GetProperty("errors").EnumerateObject().Select(error => error.Name));
        }
    }

    [Fact]
    public async Task A_caller_is_at_most_128_characters()
    {
        var view = await gateway.Opened("CC-caller");

        Assert.Equal(HttpStatusCode.OK, (await Resume(view.ResumeCode, new string('c', 128))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Resume(view.ResumeCode, new string('c', 129))).StatusCode);
    }

    [Fact]
    public async Task It_neither_cancels_nor_refunds_nor_reads()
    {
        var code = (await gateway.Opened("CC-code-only")).ResumeCode;

        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Act(code, "cancel")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Act(code, "invoices")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Look($"/{code}")).StatusCode);
        var refund = await gateway.Send(Requests.Post(
            $"{Payments.Path}/{code}/refunds", """{"refundId":"R-1","amount":"1.00"}"""));
        Assert.Equal(HttpStatusCode.NotFound, refund.StatusCode);
        Assert.Equal("AwaitingPayment", (await gateway.Read("CC-code-only")).Status);
    }

    private Task<HttpResponseMessage> Resume(string code, string callerId) =>
        gateway.Send(RequestOf(code, callerId));

    private static HttpRequestMessage RequestOf(string code, string callerId, string query = "") => Requests.Post(
        $"{Payments.Path}/resume{query}", $$"""{"resumeCode":"{{code}}","callerId":"{{callerId}}"}""");

    private static string Wrong(PaymentIntentView view) =>
        $"{(int.Parse(view.ResumeCode) + 500_000) % 1_000_000:000000}";

    public sealed class Gateway() : WholeGateway(
        $"--Resume:WrongPerCaller={WrongPerCaller}", "--Resume:WrongPerMerchant=1000");
}
